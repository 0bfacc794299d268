package io.oras.bench;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network that a proxy simulates. The handshake of a TCP connection is not delayed.
 *
 * @param delay in each direction, in nanoseconds; 0 still passes bytes through another thread
 * @param up gives each connection its throttle for requests, or one that it shares, or null
 * @param down the same for responses
 */
record Link(
    @Nullable Long delay, Supplier<@Nullable Throttle> up, Supplier<@Nullable Throttle> down) {
  /** Creates a link without delay and without a limit. */
  static Link direct() {
    return slow(() -> null);
  }

  /** Creates a link that limits the rate of responses. */
  static Link slow(Supplier<@Nullable Throttle> down) {
    return new Link(null, () -> null, down);
  }

  /**
   * Creates a link that delays each direction by half of the round-trip time.
   *
   * @param milliseconds the round-trip time
   * @param bytesPerSecond in each direction, for all connections together; null for no limit
   */
  static Link wan(int milliseconds, @Nullable Integer bytesPerSecond) {
    long delay = TimeUnit.MILLISECONDS.toNanos(milliseconds) / 2;
    Throttle up = bytesPerSecond == null ? null : new Throttle(bytesPerSecond);
    Throttle down = bytesPerSecond == null ? null : new Throttle(bytesPerSecond);
    return new Link(delay, () -> up, () -> down);
  }

  /** Returns the stream for requests. */
  OutputStream upward(OutputStream server) {
    return stream(server, up.get());
  }

  /** Returns the stream for responses. */
  OutputStream downward(OutputStream client) {
    return stream(client, down.get());
  }

  private OutputStream stream(OutputStream target, @Nullable Throttle throttle) {
    return delay == null && throttle == null
        ? target
        : new DelayedOutputStream(target, delay == null ? 0 : delay, throttle);
  }
}
