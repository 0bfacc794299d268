package io.oras.transport.apache;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** Tells whether a server has closed an idle connection, or sent what nobody asked for. */
final class IdleInput {
  /** How long a TLS connection is trusted to be open without a look, which takes 1 ms. */
  private static final long TRUSTED = Duration.ofSeconds(1).toNanos();

  private IdleInput() {}

  /** Looks at a plain connection, without waiting. */
  static boolean arrived(SocketChannel open) throws IOException {
    open.configureBlocking(false);
    try {
      return open.read(ByteBuffer.allocate(1)) != 0;
    } finally {
      open.configureBlocking(true);
    }
  }

  /**
   * Looks at a connection with TLS.
   *
   * @param since when it became idle, in {@link System#nanoTime}
   */
  static boolean arrived(SocketChannel open, SSLSocket secure, long since) throws IOException {
    // What arrived below TLS may be session tickets.
    if (open.socket().getInputStream().available() == 0 && System.nanoTime() - since < TRUSTED) {
      return false;
    }
    secure.setSoTimeout(1);
    try {
      int unused = secure.getInputStream().read();
      return true; // The end, or a byte of no response.
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      secure.setSoTimeout(0);
    }
  }
}
