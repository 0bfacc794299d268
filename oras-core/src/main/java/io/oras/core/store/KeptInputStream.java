package io.oras.core.store;

import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Hands on a stream that verifies itself, and puts what has passed into a file when it is complete.
 * One that is closed before leaves nothing. For one thread.
 */
final class KeptInputStream extends BlockInputStream {
  private final PendingFile file;
  private final OutputStream copy;
  private final Path target;
  private long missing;

  /**
   * Begins.
   *
   * @param file closed with this
   * @param size of the content; the read that reaches it has verified all
   */
  KeptInputStream(InputStream verified, long size, PendingFile file, Path target) {
    super(verified);
    this.file = file;
    this.copy = file.output();
    this.target = target;
    this.missing = size;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0) {
      copy.write(b, off, n);
      missing -= n;
      if (missing == 0) {
        file.protect();
        file.moveTo(target);
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
