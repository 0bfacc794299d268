package io.oras.core.registry.download;

import java.time.Duration;

/**
 * How fast a stream comes, by the time that its reader waits for it: a reader that takes its time,
 * or pauses, makes no server slow. A clock that jumps makes one window slow, and the next is faster
 * again. For one thread.
 */
public final class ThroughputMeter {
  /** Waiting time of one window: several round trips, and many reads. */
  private static final long WINDOW = Duration.ofMillis(500).toNanos();

  /**
   * Bytes in a second from which on nothing is slow: less than a line of 1 Gbit/s carries (112
   * MiB/s), more than content networks give one connection (S3: 85 to 90 MB/s).
   */
  private static final double CEILING = 100 << 20;

  /** Below it, a window is not faster than the one before: TCP that still opens up is. */
  private static final double GROWTH = 1.1;

  /** So many windows in a row that are not faster: a short dip is followed by a faster one. */
  private static final int FLAT = 2;

  private long bytes;
  private long waited;
  private double rate;
  private int flat;

  /** Takes note of a read of {@code n} bytes, or -1, that was waited for so long. */
  void add(int n, Duration wait) {
    bytes += Math.max(n, 0);
    waited += wait.toNanos();
    if (waited >= WINDOW) {
      double now = bytes * 1e9 / waited;
      boolean flatter = rate > 0 && now <= rate * GROWTH && now < CEILING;
      flat = flatter ? flat + 1 : 0;
      rate = now;
      bytes = 0;
      waited = 0;
    }
  }

  /** Whether it is slow and gets no faster. */
  boolean isFlat() {
    return flat >= FLAT;
  }

  /** Bytes in a second in the last whole window. */
  double rate() {
    return rate;
  }

  /** Looks at what comes from now on alone. */
  void startAnew() {
    bytes = 0;
    waited = 0;
    rate = 0;
    flat = 0;
  }
}
