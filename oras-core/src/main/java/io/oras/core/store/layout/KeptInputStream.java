package io.oras.core.store.layout;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.function.IoAction;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Hands on a stream that verifies itself, and puts what has passed into a file when it is complete.
 * One that is closed before leaves nothing. For one thread.
 */
final class KeptInputStream extends BlockInputStream {

  private final AtomicFile file;
  private final OutputStream copy;
  private final IoAction placing;
  private final Consumer<IOException> failure;
  private long missing;
  private boolean stopped;

  /**
   * Begins.
   *
   * @param file closed with this
   * @param placing gives the complete file its name
   * @param failure is told why nothing is kept; reading goes on
   * @param size of the content; the read that reaches it has verified all
   */
  KeptInputStream(
      InputStream verified,
      long size,
      AtomicFile file,
      IoAction placing,
      Consumer<IOException> failure) {
    super(verified);
    this.file = file;
    this.copy = file.output();
    this.placing = placing;
    this.failure = failure;
    this.missing = size;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0 && !stopped) {
      try {
        copy.write(b, off, n);
        missing -= n;
        if (missing == 0) {
          placing.run();
        }
      } catch (OperationCancelledException e) {
        throw e;
      } catch (IOException e) {
        stopped = true;
        failure.accept(e);
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
