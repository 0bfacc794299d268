package io.oras.tests.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that refuses connections. No other program gets the port until it is closed.
 */
public final class ClosedPort implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** Bound and not listening. */
  private final Socket socket = new Socket();

  private final int number;

  /** Takes a free port. */
  public ClosedPort() throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
    number = socket.getLocalPort();
  }

  /** Returns the number of the port. */
  public int number() {
    return number;
  }

  /** Gives the port back. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
