package com.example.adapters;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that knows how long it must be. */
final class UrlBody extends InputStream {
  private final Runnable broken;
  private InputStream in = InputStream.nullInputStream();
  private long length = -1;
  private long count;
  private boolean closed;
  private boolean ended;

  /** Runs that when the body is no use any more. */
  UrlBody(Runnable broken) {
    this.broken = broken;
  }

  void set(InputStream replacement, long declared) {
    in = replacement;
    length = declared;
    ended = declared == 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) throws IOException {
    if (closed) {
      throw UrlExchange.failure("the answer is closed", new IOException("closed"));
    }
    if (wanted == 0) {
      return 0;
    }
    int n;
    try {
      n = in.read(buffer, offset, wanted);
    } catch (IOException e) {
      broken.run();
      throw UrlExchange.failure("the answer broke after " + count + " bytes", e);
    }
    if (n < 0 && count < length) {
      throw UrlExchange.failure("the body ended after " + count + " bytes", new EOFException());
    }
    ended |= n < 0;
    count += Math.max(n, 0);
    return n;
  }

  /** Whether there is no more of it. */
  boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    closed = true;
  }
}
