package io.oras.core.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Hands on a stream block by block: every byte, also one that is skipped, passes through {@link
 * #read(byte[], int, int)}, the one method to override. It closes the stream below. For one thread.
 */
public abstract class BlockInputStream extends FilterInputStream {
  private static final int SKIPPED_AT_ONCE = 8192;

  /** On that stream. */
  protected BlockInputStream(InputStream in) {
    super(in);
  }

  /** On no stream: the subclass finds the bytes and closes their source. */
  protected BlockInputStream() {
    super(InputStream.nullInputStream());
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] b, int off, int len) throws IOException;

  /** Reads what it skips; fewer bytes than were asked for are no sign of the end. */
  @Override
  public final long skip(long n) throws IOException {
    int wanted = (int) Math.max(0, Math.min(n, SKIPPED_AT_ONCE));
    return wanted == 0 ? 0 : Math.max(0, read(new byte[wanted], 0, wanted));
  }

  /** It is not: what was read a second time would be seen twice. */
  @Override
  public final boolean markSupported() {
    return false;
  }
}
