package io.oras.tests.tck;

import io.oras.tests.tool.SafetyLimit;
import io.oras.tests.tool.TestCertificate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** A server on loopback that records each request and sends the responses of a test. */
final class WireServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /** Closed connections that the client ended. */
  final CountDownLatch clientGone = new CountDownLatch(1);

  private final Semaphore ended = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** All requests whose head came, in their order. */
  final List<Call> calls = new CopyOnWriteArrayList<>();

  /** Answers one request; the connection stays open when it returns. */
  interface Handler {
    void answer(Call call) throws IOException, InterruptedException;
  }

  WireServer(Handler handler) throws IOException {
    this(InetAddress.getLoopbackAddress(), handler);
  }

  WireServer(InetAddress address, Handler handler) throws IOException {
    this(new ServerSocket(0, 50, address), handler);
  }

  WireServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
    start(this::accept);
  }

  /**
   * Returns a server with TLS that knows its clients if they have a certificate of the same issuer.
   */
  static WireServer secure(TestCertificate certificate, Handler handler) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            certificate
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setWantClientAuth(true);
    return new WireServer(listener, handler);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wire-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        start(() -> serve(socket, number));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (true) {
        Call call = Call.read(socket, in, number, closed);
        if (call == null) {
          break;
        }
        calls.add(call);
        handler.answer(call);
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client cut the connection, or the test is over.
    } finally {
      sockets.remove(socket);
      ended.release();
    }
    clientGone.countDown();
  }

  int connections() {
    return connections.get();
  }

  URI uri(String path) {
    String scheme = listener instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://localhost:" + listener.getLocalPort() + path);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Waits until one more connection has ended. */
  void awaitEnd() throws InterruptedException {
    if (!ended.tryAcquire(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no connection ended");
    }
  }

  boolean sawClientGo() throws InterruptedException {
    return clientGone.await(SafetyLimit.SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One request as it came. */
  record Call(
      String line,
      List<String> headers,
      InputStream in,
      Socket socket,
      int connection,
      CountDownLatch closed) {
    static @Nullable Call read(Socket socket, InputStream in, int connection, CountDownLatch closed)
        throws IOException {
      String first = line(in);
      if (first.isEmpty()) {
        return null;
      }
      List<String> headers = new ArrayList<>();
      for (String next = line(in); !next.isEmpty(); next = line(in)) {
        headers.add(next);
      }
      return new Call(first, headers, in, socket, connection, closed);
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          text.append((char) c);
        }
      }
      return text.toString();
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
          .map(h -> h.substring(start.length()).strip())
          .findFirst();
    }

    String target() {
      return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    /** Reads the body, whichever way it is framed, and counts it. */
    long drain() throws IOException {
      if (header("Transfer-Encoding").isEmpty()) {
        long length = header("Content-Length").map(Long::parseLong).orElse(0L);
        in.skipNBytes(length);
        return length;
      }
      long total = 0;
      while (true) {
        int size = Integer.parseInt(line(in), 16);
        in.skipNBytes(size);
        line(in);
        if (size == 0) {
          return total;
        }
        total += size;
      }
    }

    void reply(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Sends a complete response with this body. */
    void reply(int status, String body) throws IOException {
      reply("HTTP/1.1 " + status + " Some\nContent-Length: " + body.length() + "\n\n" + body);
    }

    /** Sends a head with this length, and zeros. */
    void replyZeros(long length) throws IOException {
      replyZeros(length, new AtomicLong());
    }

    /** Counts the bytes that the system has taken. */
    void replyZeros(long length, AtomicLong sent) throws IOException {
      reply("HTTP/1.1 200 OK\nContent-Length: " + length + "\n\n");
      OutputStream out = socket.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (long left = length; left > 0; left -= buffer.length) {
        int n = (int) Math.min(buffer.length, left);
        out.write(buffer, 0, n);
        sent.addAndGet(n);
      }
      out.flush();
    }

    /** Ends the connection with RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Sends nothing until the client closes the connection. */
    void stall() throws IOException {
      if (in.read() >= 0) {
        throw new IOException("the client sent more");
      }
    }

    /** Answers CONNECT, and copies between the client and the port until one of them ends. */
    void tunnel(int port) throws IOException {
      reply("HTTP/1.1 200 Connected\n\n");
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        start(() -> copy(server, socket));
        in.transferTo(server.getOutputStream());
      }
      socket.close();
    }

    private static void copy(Socket from, Socket to) {
      try (to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One end is gone.
      }
    }

    /** Reads and answers nothing, until the test is over. */
    void ignore() throws InterruptedException {
      closed.await();
    }
  }
}
