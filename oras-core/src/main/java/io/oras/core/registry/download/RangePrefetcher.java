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
 * The pieces of a blob that are fetched before their turn, beside the plain stream, which takes
 * over wherever one is missing. For one thread.
 */
final class RangePrefetcher implements AutoCloseable {
  private final RepositoryClient client;
  private final RangeBudget budget;
  private final Supplier<RegistryRequest> whole;
  private final long end;
  private final long size;
  private final ThroughputMeter meter = new ThroughputMeter();
  private final ConnectionScaler scaler;
  private final Deque<RangeDownload> pieces = new ArrayDeque<>();
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
  private int trials;

  /**
   * Nothing ahead yet.
   *
   * @param whole asks for the blob
   * @param end of what is wanted, exclusive
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

  /** How far the plain stream may go. */
  long start() {
    return pieces.isEmpty() ? Long.MAX_VALUE : pieces.element().from();
  }

  /**
   * Reads what stands at that place.
   *
   * @param plain whether the plain stream is open: it is left only for bytes that are on their way,
   *     as a server may know no ranges, or serve one connection after the other
   * @return how many bytes, or 0 when the plain stream is to read them
   */
  int read(long position, boolean plain, byte[] b, int off, int len) throws IOException {
    while (position >= start()) {
      RangeDownload head = pieces.element();
      if (plain && !head.isAnswered()) {
        close();
        broken(head);
        return 0;
      }
      int n = head.read(b, off, len);
      if (n > 0) {
        return n;
      }
      pieces.remove();
      if (position < head.to()) {
        broken(head);
        return 0;
      }
      if (scaler.pieceEnded()) {
        trials = 0;
      }
      fill(position, plain);
    }
    return 0;
  }

  /** What is there already is used, but nothing more is started before the stream is flat again. */
  private void broken(RangeDownload piece) {
    scaler.stepDown();
    meter.startAnew();
    trials = piece.isRefused() ? RangeBudget.MAX_TRIALS : trials + 1;
  }

  /**
   * Takes note of a read that led to that place, and starts what is worth it.
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
    long next = pieces.isEmpty() ? position + (plain ? lead() : 0) : pieces.getLast().to();
    int connections = pieces.size() + (plain ? 1 : 0);
    for (; scaler.level() > 1 && connections < scaler.level() && next < end; connections++) {
      long to = Math.min(next + budget.piece(), end);
      pieces.add(new RangeDownload(client, whole.get(), next, to, size, free).start());
      next = to;
    }
  }

  private boolean mayStart(long position) {
    return budget.connections() > 1
        && trials < RangeBudget.MAX_TRIALS
        && !scaler.isUseless()
        && pieces.isEmpty()
        && end - position >= budget.least()
        && !client.refuses(UnsupportedFeature.RANGES);
  }

  /** What the plain stream reads meanwhile: a second is enough for an answer to begin. */
  private long lead() {
    return Math.max(budget.piece(), (long) meter.rate());
  }

  /** Ends all requests. */
  @Override
  public void close() {
    pieces.forEach(RangeDownload::cancel);
    pieces.clear();
    scaler.stepDown();
    release();
  }

  /** What is not held for pieces is not held at all: others may have it. */
  private void release() {
    scaler.release(pieces.size());
    if (scaler.level() == 1 && pieces.isEmpty()) {
      free.clear();
    }
  }
}
