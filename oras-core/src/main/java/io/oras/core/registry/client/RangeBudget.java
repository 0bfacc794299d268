package io.oras.core.registry.client;

import java.time.Clock;
import java.util.concurrent.Semaphore;

/**
 * Limits the ranges of blobs that are fetched over several connections. Ranges are fetched if much
 * of a blob is left and the one connection is slow and gets no faster; the numbers stand here and
 * in {@code ThroughputMeter}. Thread safe.
 *
 * <p>A range that arrives before its turn is held in memory. All blobs of one client share a number
 * of ranges: as many as one blob may have connections, and as fit into a third of the heap. A blob
 * that gets none is fetched over one connection.
 */
public final class RangeBudget {
  /**
   * Bytes of a range: at 8 MiB/s a range takes half a second, so a round trip adds little; four
   * ranges fit into a heap of 64 MiB.
   */
  private static final int RANGE_BYTES = 4 << 20;

  /** Bytes that must be left: fewer bytes arrive before further connections save time. */
  private static final long LEAST = 8L * RANGE_BYTES;

  /** The factor by which further connections must increase the rate; otherwise they are closed. */
  public static final double GAIN = 1.25;

  /** The number of failed attempts with further connections after which a blob uses one only. */
  public static final int MAX_TRIALS = 3;

  private final Clock clock;
  private final int connections;
  private final int rangeBytes;
  private final long least;
  private final ResponseBudget responses;
  private final Semaphore ranges;

  /**
   * Creates a budget with the default sizes.
   *
   * @param clock measures how long a reader waits
   * @param connections the maximum for one blob; 1 disables ranges ahead of the reader
   * @param responses for the requests of the reader itself
   */
  public RangeBudget(Clock clock, int connections, ResponseBudget responses) {
    this(clock, connections, RANGE_BYTES, LEAST, responses);
  }

  public RangeBudget(
      Clock clock, int connections, int rangeBytes, long least, ResponseBudget responses) {
    this.clock = clock;
    this.connections = connections;
    this.rangeBytes = rangeBytes;
    this.least = least;
    this.responses = responses;
    long fit = Runtime.getRuntime().maxMemory() / 3 / rangeBytes;
    this.ranges = new Semaphore((int) Math.min(connections, fit));
  }

  public Clock clock() {
    return clock;
  }

  public int connections() {
    return connections;
  }

  public int rangeBytes() {
    return rangeBytes;
  }

  public long least() {
    return least;
  }

  /** Returns the limit of the responses to the reader's own requests. */
  public ResponseBudget responses() {
    return responses;
  }

  /** Acquires this number of ranges if they are free, and returns whether it did. */
  public boolean take(int number) {
    return ranges.tryAcquire(number);
  }

  public void giveBack(int number) {
    ranges.release(number);
  }
}
