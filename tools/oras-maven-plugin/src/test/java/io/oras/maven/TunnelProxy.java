package io.oras.maven;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that answers each {@code CONNECT} with a tunnel to one port of this machine. */
final class TunnelProxy implements AutoCloseable {
  final List<String> heads = new CopyOnWriteArrayList<>();

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  TunnelProxy(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (true) {
            Socket client = server.accept();
            open.add(client);
            start(() -> connect(client));
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  private void connect(Socket client) throws IOException {
    heads.add(head(client.getInputStream()));
    Socket registry = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(registry);
    client
        .getOutputStream()
        .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    start(() -> registry.getInputStream().transferTo(client.getOutputStream()));
    client.getInputStream().transferTo(registry.getOutputStream());
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no end of the head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** The sockets are closed at the end of the test, which ends the work. */
  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The request of the client fails.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
