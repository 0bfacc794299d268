package io.oras.core.registry.download;

import io.oras.core.registry.client.RangeBudget;
import java.time.Duration;

/**
 * Decides how many connections fetch one blob: first one, then two, then twice as many after each
 * step that increases the rate. A step that does not increase the rate is undone and is the last
 * step. For use by one thread.
 *
 * <p>After each step the scaler ignores one range for each connection, because connections start
 * slowly, and then measures one range for each connection.
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
  private int ranges;
  private long bytes;
  private long waited;

  ConnectionScaler(RangeBudget budget) {
    this.budget = budget;
  }

  /** Returns how many connections may fetch the blob now. */
  int level() {
    return level;
  }

  /** Returns whether a second connection did not increase the rate. */
  boolean isUseless() {
    return useless;
  }

  /**
   * Takes the first step if the budget has enough free ranges.
   *
   * @param rate of the one connection, in bytes per second
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
    ranges = 0;
    bytes = 0;
    waited = 0;
  }

  /** Records a read. */
  void add(int n, Duration wait) {
    bytes += Math.max(n, 0);
    waited += wait.toNanos();
  }

  /**
   * Records the end of a range.
   *
   * @return whether the last step increased the rate
   */
  boolean rangeEnded() {
    if (++ranges < level || settled || level == 1) {
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

  /** Returns to one connection; the scaler may start again later. */
  void stepDown() {
    level = 1;
    settled = false;
  }

  /** Releases the ranges that are not needed while this number of ranges is in memory. */
  void release(int held) {
    int needed = level == 1 ? held : Math.max(level, held);
    if (shares > needed) {
      budget.giveBack(shares - needed);
      shares = needed;
    }
  }
}
