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
   * Bytes of a piece: at 8 MiB/s it takes half a second, beside which a round trip is little; four
   * of them fit into a heap of 64 MiB.
   */
  private static final int PIECE = 4 << 20;

  /**
   * Bytes that must be left: fewer have arrived before more connections have paid for themselves.
   */
  private static final long LEAST = 8L * PIECE;

  /** More connections must make the whole that much faster, or they are given up. */
  public static final double GAIN = 1.25;

  /** Trials with more connections that broke off, after which one blob is not tried again. */
  public static final int MAX_TRIALS = 3;

  private final Clock clock;
  private final int connections;
  private final int piece;
  private final long least;
  private final Semaphore pieces;

  /**
   * The defaults.
   *
   * @param clock tells how long a reader waits
   * @param connections for one blob at most; 1 for never more
   */
  public RangeBudget(Clock clock, int connections) {
    this(clock, connections, PIECE, LEAST);
  }

  public RangeBudget(Clock clock, int connections, int piece, long least) {
    this.clock = clock;
    this.connections = connections;
    this.piece = piece;
    this.least = least;
    long fit = Runtime.getRuntime().maxMemory() / 3 / piece;
    this.pieces = new Semaphore((int) Math.min(connections, fit));
  }

  public Clock clock() {
    return clock;
  }

  public int connections() {
    return connections;
  }

  public int piece() {
    return piece;
  }

  public long least() {
    return least;
  }

  /** Takes so many pieces out of what is shared, if they are there. */
  public boolean take(int number) {
    return pieces.tryAcquire(number);
  }

  public void giveBack(int number) {
    pieces.release(number);
  }
}
