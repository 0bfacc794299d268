package io.oras.core.registry.download;

import io.oras.core.registry.client.RangeBudget;
import java.time.Duration;

/**
 * How many connections one blob is fetched over. It goes from one to two, and on to twice as many
 * while that makes the whole faster; a step that does not is taken back, and is the last. For one
 * thread.
 *
 * <p>After each step one piece for each connection is read unseen, as they begin slowly, and then
 * one for each is measured.
 */
final class ConnectionScaler {
  private final RangeBudget budget;
  private int level = 1;
  private int below = 1;
  private int shares;
  private boolean settled;
  private boolean useless;
  private double best;

  private boolean measuring;
  private int pieces;
  private long bytes;
  private long waited;

  ConnectionScaler(RangeBudget budget) {
    this.budget = budget;
  }

  /** How many connections there may be now. */
  int level() {
    return level;
  }

  /** Whether more than one proved of no use. */
  boolean isUseless() {
    return useless;
  }

  /**
   * Takes the first step, if what it needs can be had.
   *
   * @param rate of the one connection, in bytes a second
   */
  void start(double rate) {
    best = rate;
    climb();
  }

  private boolean climb() {
    int next = Math.min(2 * level, budget.connections());
    if (next == level || !budget.take(next - shares)) {
      return false;
    }
    shares = next;
    below = level;
    level = next;
    measure(false);
    return true;
  }

  private void measure(boolean now) {
    measuring = now;
    pieces = 0;
    bytes = 0;
    waited = 0;
  }

  /** Takes note of a read. */
  void add(int n, Duration wait) {
    bytes += Math.max(n, 0);
    waited += wait.toNanos();
  }

  /**
   * Takes note of the end of a piece.
   *
   * @return whether the last step has just proved good
   */
  boolean pieceEnded() {
    if (++pieces < level || settled || level == 1) {
      return false;
    }
    if (!measuring) {
      measure(true);
      return false;
    }
    double rate = bytes * 1e9 / Math.max(waited, 1);
    boolean gain = rate >= best * RangeBudget.GAIN;
    if (gain) {
      best = rate;
      settled = !climb();
    } else {
      level = below;
      settled = true;
      useless = level == 1;
    }
    return gain;
  }

  /** Goes back to the one connection, from where it may start again. */
  void stepDown() {
    level = 1;
    settled = false;
  }

  /** Gives back what is needed no more, with so many pieces in memory. */
  void release(int held) {
    int needed = level == 1 ? held : Math.max(level, held);
    if (shares > needed) {
      budget.giveBack(shares - needed);
      shares = needed;
    }
  }
}
