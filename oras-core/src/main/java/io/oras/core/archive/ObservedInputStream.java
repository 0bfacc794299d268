package io.oras.core.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how many bytes went by, each time some do. */
final class ObservedInputStream extends FilterInputStream {
  /** Hears of bytes. */
  @FunctionalInterface
  interface Observer {
    void read(byte[] buffer, int offset, int count) throws IOException;
  }

  private final Observer observer;
  private long count;

  ObservedInputStream(InputStream in, Observer observer) {
    super(in);
    this.observer = observer;
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
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0) {
      count += n;
      observer.read(b, off, n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(n, 1))];
    return Math.max(0, read(buffer, 0, (int) Math.min(buffer.length, n)));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
