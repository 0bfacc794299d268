package io.oras.core.registry.download;

import io.oras.api.model.Descriptor;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Reads the bytes of a blob in order, over one connection, or over several connections while they
 * are faster. Does not verify the bytes. For use by one thread; closing the stream ends all
 * requests.
 *
 * <p>The bytes come from the plain stream until {@link ThroughputMeter} finds that its rate is low
 * and no longer grows. Then other threads fetch ranges ahead of the plain stream. When the plain
 * stream reaches such a range, the bytes come from the range. If a range is missing, the plain
 * stream continues as after a broken connection.
 */
public final class BlobDownload extends BlockInputStream {
  private final ResumingStream plain;
  private final RangePrefetcher ahead;
  private final Clock clock;

  private BlobDownload(RepositoryClient client, ResumingStream plain, long to, long size) {
    this.plain = plain;
    ahead = new RangePrefetcher(client, plain::whole, to, size);
    clock = client.registry().ranges().clock();
  }

  /** Opens the bytes from one offset to another, exclusive, and sends the request now. */
  public static InputStream open(RepositoryClient client, Descriptor blob, long from, long to)
      throws IOException {
    ResumingStream plain = new ResumingStream(client, blob, from, to).open();
    return scaling(client, plain, blob, to - from, to);
  }

  /** Returns the bytes from an offset to the end; the first read sends the request. */
  static InputStream from(long offset, RepositoryClient client, Descriptor blob) {
    ResumingStream plain = new ResumingStream(client, blob, offset, blob.size());
    return scaling(client, plain, blob, blob.size() - offset, blob.size());
  }

  /** Returns the plain stream if there can be one connection only, or too little is left. */
  private static InputStream scaling(
      RepositoryClient client, ResumingStream plain, Descriptor blob, long length, long to) {
    RangeBudget budget = client.registry().ranges();
    return budget.connections() == 1
            || length < budget.least()
            || client.refuses(UnsupportedFeature.RANGES)
        ? plain
        : new BlobDownload(client, plain, to, blob.size());
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
