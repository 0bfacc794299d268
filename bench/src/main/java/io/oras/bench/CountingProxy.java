package io.oras.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Counts the requests and bytes to a registry, including heads. The proxy changes no bytes. The
 * proxy parses requests only to find the start of the next request (RFC 9112).
 */
final class CountingProxy implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final ServerSocket listener;
  private final int target;
  private final Link link;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Creates a proxy to a port on loopback. */
  CountingProxy(int target) throws IOException {
    this(target, Link.direct());
  }

  /** Creates a proxy with the delay and the rate of the link. */
  CountingProxy(int target, Link link) throws IOException {
    this.link = link;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    this.target = target;
    daemon(this::accept);
  }

  String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Returns the number of bytes from clients to the registry. */
  long up() {
    return up.get();
  }

  /** Returns the number of bytes from the registry to clients. */
  long down() {
    return down.get();
  }

  /** Clears the counts. */
  void clear() {
    requests.clear();
  }

  /** Returns the number of requests by method, such as {@code 4: 2 GET, 2 HEAD}. */
  String summary() {
    Map<String, Long> counts =
        requests.stream()
            .collect(Collectors.groupingBy(m -> m, TreeMap::new, Collectors.counting()));
    return requests.size()
        + ": "
        + counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        daemon(() -> answers(server, client));
        daemon(() -> requests(client, server));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answers(Socket server, Socket client) {
    byte[] buffer = new byte[BUFFER];
    try (client;
        server;
        OutputStream out = link.downward(client.getOutputStream())) {
      InputStream in = server.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        down.addAndGet(n);
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One end went away, and so does the other.
    }
  }

  private void requests(Socket client, Socket server) {
    try (client;
        server;
        OutputStream out =
            new BufferedOutputStream(link.upward(server.getOutputStream()), BUFFER)) {
      InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
      for (String head = head(in, out); !head.isEmpty(); head = head(in, out)) {
        requests.add(head.substring(0, head.indexOf(' ')));
        body(head, in, out);
        out.flush();
      }
    } catch (IOException e) {
      // As above.
    }
  }

  private String head(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (String line = line(in, head); line.length() > 2; line = line(in, head)) {
      // Until the empty line.
    }
    pass(head.toByteArray(), head.size(), out);
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String line(InputStream in, ByteArrayOutputStream all) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      all.write(c);
      line.append((char) c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }

  private void body(String head, InputStream in, OutputStream out) throws IOException {
    long length = 0;
    boolean chunked = false;
    for (String line : head.lines().toList()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (!chunked) {
      copy(length, in, out);
      return;
    }
    long size = -1;
    while (size != 0) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      size = Long.parseLong(line(in, line).strip().replaceFirst(";.*", ""), 16);
      pass(line.toByteArray(), line.size(), out);
      copy(size + 2, in, out);
    }
  }

  private void copy(long length, InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new IOException("cut");
      }
      pass(buffer, n, out);
      out.flush();
      left -= n;
    }
  }

  private void pass(byte[] bytes, int length, OutputStream out) throws IOException {
    up.addAndGet(length);
    out.write(bytes, 0, length);
    out.flush();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
