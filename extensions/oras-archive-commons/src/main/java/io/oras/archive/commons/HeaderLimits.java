package io.oras.archive.commons;

import io.oras.api.error.LimitExceededException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts an archive's bytes, and how many of them belong to heads: Commons Compress holds names and
 * PAX records of any length in memory. Remembers what the stream below threw, so that it is not
 * mistaken for a broken archive.
 */
final class HeaderLimits extends FilterInputStream {
  private static final int MAX_HEAD = 1 << 20;
  private static final int BUFFER = 8 << 10;

  private long count;
  private long headEnd = Long.MAX_VALUE;
  private @Nullable IOException failure;

  HeaderLimits(InputStream in) {
    super(in);
  }

  /** From here on comes a head. */
  void head() {
    headEnd = count + MAX_HEAD;
  }

  /** From here on comes content. */
  void content() {
    headEnd = Long.MAX_VALUE;
  }

  long count() {
    return count;
  }

  /** What the stream below threw, if it did. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    try {
      int n = in.read(b, off, len);
      count += Math.max(n, 0);
      if (count > headEnd) {
        throw new LimitExceededException(
            "the header of an entry in the archive has more than " + MAX_HEAD + " bytes");
      }
      return n;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long skipped = 0;
    while (skipped < n) {
      int count = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
      if (count < 0) {
        break;
      }
      skipped += count;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The stream below belongs to the caller. */
  @Override
  public void close() {}
}
