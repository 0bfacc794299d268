package io.oras.core.registry.download;

import io.oras.core.http.RegistryRequest;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities.Refusal;
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
  private final RepositoryClient talk;
  private final RangeBudget settings;
  private final Supplier<RegistryRequest> whole;
  private final long end;
  private final long size;
  private final ThroughputMeter pace = new ThroughputMeter();
  private final ConnectionScaler ladder;
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
  RangePrefetcher(RepositoryClient talk, Supplier<RegistryRequest> whole, long end, long size) {
    this.talk = talk;
    this.settings = talk.context().parallel();
    this.ladder = new ConnectionScaler(settings);
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
      if (ladder.pieceEnded()) {
        trials = 0;
      }
      fill(position, plain);
    }
    return 0;
  }

  /** What is there already is used, but nothing more is started before the stream is flat again. */
  private void broken(RangeDownload piece) {
    ladder.stepDown();
    pace.startAnew();
    trials = piece.isRefused() ? RangeBudget.MAX_TRIALS : trials + 1;
  }

  /**
   * Takes note of a read that led to that place, and starts what is worth it.
   *
   * @param wait how long the reader waited
   */
  void plan(long position, boolean plain, int n, Duration wait) {
    pace.add(n, wait);
    ladder.add(n, wait);
    if (ladder.level() == 1 && pace.isFlat() && mayStart(position)) {
      ladder.start(pace.rate());
    }
    if (position >= end) {
      ladder.stepDown();
    }
    fill(position, plain);
    release();
  }

  private void fill(long position, boolean plain) {
    long next = pieces.isEmpty() ? position + (plain ? lead() : 0) : pieces.getLast().to();
    int connections = pieces.size() + (plain ? 1 : 0);
    for (; ladder.level() > 1 && connections < ladder.level() && next < end; connections++) {
      long to = Math.min(next + settings.piece(), end);
      pieces.add(new RangeDownload(talk, whole.get(), next, to, size, free).start());
      next = to;
    }
  }

  private boolean mayStart(long position) {
    return settings.connections() > 1
        && trials < RangeBudget.MAX_TRIALS
        && !ladder.isUseless()
        && pieces.isEmpty()
        && end - position >= settings.least()
        && !talk.refuses(Refusal.RANGES);
  }

  /** What the plain stream reads meanwhile: a second is enough for an answer to begin. */
  private long lead() {
    return Math.max(settings.piece(), (long) pace.rate());
  }

  /** Ends all requests. */
  @Override
  public void close() {
    pieces.forEach(RangeDownload::cancel);
    pieces.clear();
    ladder.stepDown();
    release();
  }

  /** What is not held for pieces is not held at all: others may have it. */
  private void release() {
    ladder.release(pieces.size());
    if (ladder.level() == 1 && pieces.isEmpty()) {
      free.clear();
    }
  }
}
