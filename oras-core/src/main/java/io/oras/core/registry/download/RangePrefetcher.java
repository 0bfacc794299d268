package io.oras.core.registry.download;

import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities.UnsupportedFeature;
import io.oras.core.registry.client.RepositoryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Fetches ranges of a blob ahead of the plain stream. The plain stream continues if a range is
 * missing. For use by one thread.
 */
final class RangePrefetcher implements AutoCloseable {
  private final RepositoryClient client;
  private final RangeBudget budget;
  private final Supplier<RegistryRequest> whole;
  private final long end;
  private final long size;
  private final ThroughputMeter meter = new ThroughputMeter();
  private final ConnectionScaler scaler;
  private final Deque<RangeDownload> downloads = new ArrayDeque<>();
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
  private int trials;

  /**
   * Creates a prefetcher without ranges.
   *
   * @param whole the request for the whole blob
   * @param end of the requested bytes, exclusive
   * @param size of the blob
   */
  RangePrefetcher(RepositoryClient client, Supplier<RegistryRequest> whole, long end, long size) {
    this.client = client;
    this.budget = client.registry().ranges();
    this.scaler = new ConnectionScaler(budget);
    this.whole = whole;
    this.end = end;
    this.size = size;
  }

  /** Returns the offset up to which the plain stream may read. */
  long start() {
    return downloads.isEmpty() ? Long.MAX_VALUE : downloads.element().from();
  }

  /**
   * Reads the bytes at the position.
   *
   * @param plain whether the plain stream is open. An open plain stream is replaced only by a range
   *     that has started to arrive, because a server may not support ranges, or may serve the
   *     connections one after the other
   * @return the number of bytes, or 0 if the plain stream has to read them
   */
  int read(long position, boolean plain, byte[] b, int off, int len) throws IOException {
    while (position >= start()) {
      RangeDownload head = downloads.element();
      if (plain && !head.isAnswered()) {
        close();
        broken(head);
        return 0;
      }
      int n = head.read(b, off, len);
      if (n > 0) {
        return n;
      }
      downloads.remove();
      if (position < head.to()) {
        broken(head);
        return 0;
      }
      if (scaler.rangeEnded()) {
        trials = 0;
      }
      fill(position, plain);
    }
    return 0;
  }

  /** Keeps the ranges that have arrived; starts no range before the rate is steady again. */
  private void broken(RangeDownload download) {
    scaler.stepDown();
    meter.startAnew();
    trials = download.isRefused() ? RangeBudget.MAX_TRIALS : trials + 1;
  }

  /**
   * Records a read that ended at the position, and starts ranges if they can save time.
   *
   * @param wait how long the reader waited
   */
  void plan(long position, boolean plain, int n, Duration wait) {
    meter.add(n, wait);
    scaler.add(n, wait);
    if (scaler.level() == 1 && meter.isFlat() && mayStart(position)) {
      scaler.start(meter.rate());
    }
    if (position >= end) {
      scaler.stepDown();
    }
    fill(position, plain);
    release();
  }

  private void fill(long position, boolean plain) {
    long next = downloads.isEmpty() ? position + (plain ? lead() : 0) : downloads.getLast().to();
    int connections = downloads.size() + (plain ? 1 : 0);
    for (; scaler.level() > 1 && connections < scaler.level() && next < end; connections++) {
      long to = Math.min(next + budget.rangeBytes(), end);
      downloads.add(new RangeDownload(client, whole.get(), next, to, size, free).start());
      next = to;
    }
  }

  private boolean mayStart(long position) {
    return budget.connections() > 1
        && trials < RangeBudget.MAX_TRIALS
        && !scaler.isUseless()
        && downloads.isEmpty()
        && end - position >= budget.least()
        && !client.refuses(UnsupportedFeature.RANGES);
  }

  /** The bytes that the plain stream reads in the second in which the first response starts. */
  private long lead() {
    return Math.max(budget.rangeBytes(), (long) meter.rate());
  }

  /** Ends all requests. */
  @Override
  public void close() {
    downloads.forEach(RangeDownload::cancel);
    downloads.clear();
    scaler.stepDown();
    release();
  }

  /** Releases what the ranges do not use, so that other blobs can use it. */
  private void release() {
    scaler.release(downloads.size());
    if (scaler.level() == 1 && downloads.isEmpty()) {
      free.clear();
    }
  }
}
