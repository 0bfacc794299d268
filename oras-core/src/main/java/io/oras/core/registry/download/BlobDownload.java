package io.oras.core.registry.download;

import io.oras.api.model.Descriptor;
import io.oras.core.registry.client.RepositoryClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A blob's bytes in their order, over one connection, and over more while that is faster. Not
 * verified here. For one thread; closing it ends all requests.
 *
 * <p>It is the plain stream until {@link ThroughputMeter} finds that slow and flat. Then pieces of
 * what is far ahead are fetched by other threads; where the plain stream comes to such a piece, it
 * is left. Where a piece is missing, it goes on as after a cut.
 */
public final class BlobDownload extends InputStream {
  private final ResumingStream plain;
  private final RangePrefetcher ahead;
  private final Clock clock;

  /** Creates the download of the bytes from one offset to another, exclusive; sends nothing. */
  public BlobDownload(RepositoryClient talk, Descriptor blob, long from, long to) {
    plain = new ResumingStream(talk, blob, from, to);
    ahead = new RangePrefetcher(talk, plain::whole, to, blob.size());
    clock = talk.context().parallel().clock();
  }

  /** As {@link ResumingStream#open}. */
  public BlobDownload open() throws IOException {
    plain.open();
    return this;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    Instant before = clock.instant();
    int n = len == 0 ? 0 : readSome(b, off, len);
    Duration wait = Duration.between(before, clock.instant());
    ahead.plan(plain.position(), plain.isOpen(), n, wait.isNegative() ? Duration.ZERO : wait);
    return n;
  }

  private int readSome(byte[] b, int off, int len) throws IOException {
    long position = plain.position();
    int n = ahead.read(position, plain.isOpen(), b, off, len);
    if (n > 0) {
      plain.goOnAt(position + n);
      return n;
    }
    return plain.read(b, off, (int) Math.min(len, ahead.start() - position));
  }

  @Override
  public void close() {
    ahead.close();
    plain.close();
  }
}
