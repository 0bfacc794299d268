package io.oras.tests.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a request body, and closes the connection as a fault requires. */
final class RequestInput extends FilterInputStream {
  private final long cutAfter;
  private long count;

  RequestInput(InputStream in, long cutAfter) {
    super(in);
    this.cutAfter = cutAfter;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (count >= cutAfter) {
      throw new ConnectionCut();
    }
    int n = super.read(buffer, offset, (int) Math.min(length, cutAfter - count));
    count += Math.max(n, 0);
    return n;
  }
}
