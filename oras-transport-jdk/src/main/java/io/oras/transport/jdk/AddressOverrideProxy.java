package io.oras.transport.jdk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that leads to one server, whatever name is asked for: the JDK's client lets
 * nobody into its look-up of names. TLS goes through it end to end, with the server's own name; a
 * plain http server sees the absolute form of its URLs, which it must accept (RFC 9112 section
 * 3.2.2).
 *
 * <p>A relay with a {@link HostRewriter} serves a host whose name the client does not know: the
 * client asks for another name, and the relay puts the right one into the head of each request.
 */
final class AddressOverrideProxy implements AutoCloseable {
  private final Target target;
  private final boolean tunnel;
  private final @Nullable HostRewriter rewriter;
  private final @Nullable HostNameTls tls;
  private final int connectMillis;
  private final ServerSocket listener;
  private volatile @Nullable IOException failure;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Starts to listen.
   *
   * @param tunnel whether it is asked with CONNECT first, as it is for https
   */
  AddressOverrideProxy(Target target, boolean tunnel, Duration connectTimeout) throws IOException {
    this(target, tunnel, null, null, connectTimeout);
  }

  /**
   * Starts to listen for requests to a host whose name the client does not know.
   *
   * @param tls how the requests go on to the host; null for plain http
   */
  AddressOverrideProxy(
      Target target, HostRewriter rewriter, @Nullable HostNameTls tls, Duration connectTimeout)
      throws IOException {
    this(target, false, rewriter, tls, connectTimeout);
  }

  private AddressOverrideProxy(
      Target target,
      boolean tunnel,
      @Nullable HostRewriter rewriter,
      @Nullable HostNameTls tls,
      Duration connectTimeout)
      throws IOException {
    this.target = target;
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

  /** Where a relay leads. */
  interface Target {
    /** Returns the address for the next connection. */
    InetSocketAddress address() throws IOException;
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
      if (tunnel) {
        skipHead(requests);
      }
      Socket secured = connect(server);
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

  private Socket connect(Socket server) throws IOException {
    try {
      server.connect(target.address(), connectMillis);
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

  private static void skipHead(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("no CONNECT came");
      }
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
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
