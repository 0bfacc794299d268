package io.oras.transport.jdk;

import io.oras.api.transport.Origin;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that connects to the addresses that its {@link Target} chooses: the JDK's
 * client lets nobody into its look-up of names. TLS goes through it end to end, with the server's
 * own name; a plain http server sees the absolute form of its URLs, which it must accept (RFC 9112
 * section 3.2.2).
 *
 * <p>A relay with a {@link HostRewriter} serves a host whose name the client does not know: the
 * client asks for another name, and the relay puts the right one into the head of each request.
 */
final class AddressOverrideProxy implements AutoCloseable {
  private final Target target;
  private final @Nullable Origin origin;
  private final boolean tunnel;
  private final @Nullable HostRewriter rewriter;
  private final @Nullable HostNameTls tls;
  private final int connectMillis;
  private final ServerSocket listener;
  private volatile @Nullable IOException failure;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Starts to listen for requests to one server, which the client asks for with CONNECT if https.
   */
  AddressOverrideProxy(Target target, Origin origin, Duration connectTimeout) throws IOException {
    this(target, origin, origin.isSecure(), null, null, connectTimeout);
  }

  /** Starts to listen for requests to all https servers that the client names in CONNECT. */
  AddressOverrideProxy(Target target, Duration connectTimeout) throws IOException {
    this(target, null, true, null, null, connectTimeout);
  }

  /**
   * Starts to listen for requests to a host whose name the client does not know.
   *
   * @param tls how the requests go on to the host; null for plain http
   */
  AddressOverrideProxy(
      Target target,
      Origin origin,
      HostRewriter rewriter,
      @Nullable HostNameTls tls,
      Duration connectTimeout)
      throws IOException {
    this(target, origin, false, rewriter, tls, connectTimeout);
  }

  private AddressOverrideProxy(
      Target target,
      @Nullable Origin origin,
      boolean tunnel,
      @Nullable HostRewriter rewriter,
      @Nullable HostNameTls tls,
      Duration connectTimeout)
      throws IOException {
    this.target = target;
    this.origin = origin;
    this.tunnel = tunnel;
    this.rewriter = rewriter;
    this.tls = tls;
    this.connectMillis = (int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  Proxy proxy() {
    SocketAddress address = listener.getLocalSocketAddress();
    return new Proxy(Proxy.Type.HTTP, address);
  }

  /**
   * Returns why the last connection to the server failed, or null; the client sees only its end.
   */
  @Nullable IOException failure() {
    return failure;
  }

  /** Chooses addresses. */
  interface Target {
    /** Connects to the server. */
    void connect(Socket socket, Origin server, int timeoutMillis) throws IOException;

    /** Returns a target that ignores the name of the server. */
    static Target at(InetSocketAddress address) {
      return (socket, server, timeoutMillis) ->
          socket.connect(
              address.isUnresolved()
                  ? new InetSocketAddress(address.getHostString(), address.getPort())
                  : address,
              timeoutMillis);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One end is gone, and its sockets are closed: the client sees that.
              }
            },
            "oras-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      sockets.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    Socket server = new Socket();
    sockets.add(server);
    try (client;
        server) {
      if (listener.isClosed()) {
        return;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      InputStream requests = new BufferedInputStream(client.getInputStream());
      String head = tunnel ? HostRewriter.head(requests) : "";
      if (tunnel && !head.endsWith("\n")) {
        throw new EOFException("no CONNECT came");
      }
      Socket secured = connect(server, origin != null ? origin : named(head));
      if (tunnel) {
        String ok = "HTTP/1.1 200 Connected\r\n\r\n";
        client.getOutputStream().write(ok.getBytes(StandardCharsets.US_ASCII));
      }
      start(() -> pump(secured, secured.getInputStream(), client));
      if (rewriter == null) {
        pump(client, requests, secured);
      } else {
        rewriter.copy(requests, secured.getOutputStream());
      }
    } finally {
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  private Socket connect(Socket server, Origin to) throws IOException {
    try {
      target.connect(server, to, connectMillis);
      Socket connected = server;
      if (tls != null) {
        server.setSoTimeout(connectMillis);
        connected = tls.over(server);
        server.setSoTimeout(0);
      }
      failure = null;
      return connected;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Copies until one end closes, then closes both. */
  private static void pump(Socket from, InputStream in, Socket to) throws IOException {
    try (from;
        to) {
      in.transferTo(to.getOutputStream());
    }
  }

  /** Returns the server that a CONNECT asks for (RFC 9110 section 9.3.6). */
  private static Origin named(String head) throws IOException {
    String[] words = head.split(" ", 3);
    if (words.length < 3 || !words[0].equals("CONNECT")) {
      throw new IOException("no CONNECT came");
    }
    try {
      return Origin.of(URI.create("https://" + words[1]));
    } catch (IllegalArgumentException e) {
      throw new IOException("CONNECT names no server", e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("a relay could not be closed", e);
    }
  }
}
