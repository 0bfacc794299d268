package io.oras.tests.tck;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy (RFC 1928) on loopback that connects all requests to one port. */
final class SocksServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private final String user;
  private final int status;

  /** The requested destinations: {@code name:port}, or {@code /address:port} for an address. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * Starts to listen.
   *
   * @param user the required {@code name:password}, or an empty text
   * @param status of the replies, 0 for success
   */
  SocksServer(int port, String user, int status) throws IOException {
    this.port = port;
    this.user = user;
    this.status = status;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One end is gone, or the test is over.
              }
            },
            "socks-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = listener.accept();
      sockets.add(socket);
      start(() -> serve(socket));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readUnsignedByte();
      byte[] methods = in.readNBytes(in.readUnsignedByte());
      int wanted = user.isEmpty() ? 0 : 2;
      boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
      client.getOutputStream().write(new byte[] {5, (byte) (offered ? wanted : 0xff)});
      if (!offered || (wanted == 2 && !authenticated(in, client))) {
        return;
      }
      in.readNBytes(3);
      String host = host(in);
      asked.add(host + ":" + in.readUnsignedShort());
      client.getOutputStream().write(new byte[] {5, (byte) status, 0, 1, 0, 0, 0, 0, 0, 0});
      if (status == 0) {
        connect(client);
      }
    } finally {
      sockets.remove(client);
    }
  }

  private boolean authenticated(DataInputStream in, Socket client) throws IOException {
    in.readUnsignedByte();
    boolean known = user.equals(text(in) + ":" + text(in));
    client.getOutputStream().write(new byte[] {1, (byte) (known ? 0 : 1)});
    return known;
  }

  private static String host(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    return switch (type) {
      case 1 -> InetAddress.getByAddress(in.readNBytes(4)).toString();
      case 3 -> text(in);
      case 4 -> InetAddress.getByAddress(in.readNBytes(16)).toString();
      default -> throw new IOException("unknown type of an address: " + type);
    };
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
  }

  private void connect(Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      start(() -> server.getInputStream().transferTo(client.getOutputStream()));
      client.getInputStream().transferTo(server.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
