package io.oras.core.archive;

import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how many bytes went by, each time some do. */
final class ObservedInputStream extends BlockInputStream {
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
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0) {
      count += n;
      observer.read(b, off, n);
    }
    return n;
  }
}
