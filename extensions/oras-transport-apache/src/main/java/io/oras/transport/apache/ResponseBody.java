package io.oras.transport.apache;

import io.oras.transport.apache.FailureTranslator.Phase;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a response, read from the connection into the array of the reader. */
final class ResponseBody extends InputStream {
  private final ClientExchange exchange;
  private final InputStream in;
  private final long length;
  private final boolean reusable;
  private long received;
  private boolean ended;
  private boolean closed;
  private @Nullable IOException failure;

  /**
   * Creates the stream.
   *
   * @param length in bytes, or -1
   * @param reusable whether another request can follow on the connection
   */
  ResponseBody(ClientExchange exchange, InputStream in, long length, boolean reusable) {
    this.exchange = exchange;
    this.in = in;
    this.length = length;
    this.reusable = reusable;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (ended) {
      return len == 0 ? 0 : -1;
    }
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IOException(
          "the response from " + exchange.route().failures() + " has been closed");
    }
    int n;
    try {
      n = in.read(b, off, len);
    } catch (IOException e) {
      exchange.discard();
      failure = exchange.failed(Phase.BODY, e, "after " + received + " bytes of the body");
      throw failure;
    }
    received += Math.max(n, 0);
    if (n < 0 || received == length) {
      ended = true;
      exchange.finish(reusable);
    }
    return n;
  }

  @Override
  public int available() throws IOException {
    return ended || closed || failure != null ? 0 : in.available();
  }

  /** Closes the connection unless the body has been read. */
  @Override
  public void close() {
    closed = true;
    if (!ended) {
      exchange.discard();
    }
  }
}
