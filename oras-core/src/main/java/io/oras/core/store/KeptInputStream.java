package io.oras.core.store;

import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Hands on a stream that verifies itself, and puts what has passed into a file when it is complete.
 * One that is closed before leaves nothing. For one thread.
 */
final class KeptInputStream extends BlockInputStream {
  /** Gives a complete file its name. */
  @FunctionalInterface
  interface Placing {
    void run() throws IOException;
  }

  private final PendingFile file;
  private final OutputStream copy;
  private final Placing placing;
  private long missing;

  /**
   * Begins.
   *
   * @param file closed with this
   * @param placing gives the complete file its name
   * @param size of the content; the read that reaches it has verified all
   */
  KeptInputStream(InputStream verified, long size, PendingFile file, Placing placing) {
    super(verified);
    this.file = file;
    this.copy = file.output();
    this.placing = placing;
    this.missing = size;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0) {
      copy.write(b, off, n);
      missing -= n;
      if (missing == 0) {
        placing.run();
      }
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      super.close();
    }
  }
}
