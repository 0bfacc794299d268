package io.oras.core.graph;

import io.oras.api.model.Descriptor;
import io.oras.core.concurrent.Mutex;

/**
 * Decides for which blobs of an operation the destination is asked before they are sent. The
 * question costs a round trip, so it pays only if the answer is sometimes "yes", or if the blob is
 * large. After some blobs in a row that the destination did not have, small blobs are sent without
 * a question, but for a sample that notices when the destination has the rest. Thread safe.
 */
final class ExistenceChecks {
  /** Missing blobs in a row after which small blobs are sent without a question. */
  static final int MISSES = 4;

  /** One of so many small blobs is asked for nevertheless. */
  static final int SAMPLE = 16;

  /** A blob up to this size is small on any line, in bytes. */
  private static final long SMALLEST = 16 << 10;

  /** A blob beyond this size is small on no line, in bytes. */
  private static final long LARGEST = 1 << 20;

  /** Bytes that a line transfers in a nanosecond at least: 8 MiB in a second. */
  private static final double RATE = (8 << 20) / 1e9;

  private final Mutex lock = new Mutex();
  private int misses;
  private int unasked;
  private long roundTrip = Long.MAX_VALUE;

  /** Returns whether to ask for the blob. Blobs without a question count for the sample. */
  boolean pays(Descriptor blob) {
    return lock.get(() -> misses < MISSES || blob.size() > small() || ++unasked % SAMPLE == 0);
  }

  /**
   * Takes an answer into account.
   *
   * @param nanos time that the answer took
   */
  void answered(boolean exists, long nanos) {
    lock.run(
        () -> {
          misses = exists ? 0 : misses + 1;
          roundTrip = Math.min(roundTrip, nanos);
        });
  }

  /** Returns the size whose transfer takes about as long as the question. */
  private long small() {
    return Math.max(SMALLEST, Math.min(LARGEST, (long) (roundTrip * RATE)));
  }
}
