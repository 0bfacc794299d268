package io.oras.core.options;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits on behalf of a client; a test replaces it to take no time. Thread safe.
 *
 * <pre>{@code
 * List<Duration> pauses = new ArrayList<>();
 * Oras underTest = Oras.builder().testing(t -> t.sleeper(pauses::add)).build();
 * }</pre>
 */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps on the calling thread. */
  Sleeper THREAD = // An AOT cache holds no lambda of a type with default methods.
      new Sleeper() {
        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration.toMillis());
        }
      };

  /**
   * Waits for a duration.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Waits until the clock shows the deadline, which an operation with a timeout does. By default,
   * the calling thread sleeps, also if {@link #sleep} returns at once; a sleeper that is the clock
   * as well wakes the thread when the clock is moved.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  default void sleepUntil(Instant deadline, Clock clock) throws InterruptedException {
    for (Duration left = Duration.between(clock.instant(), deadline);
        left.compareTo(Duration.ZERO) > 0;
        left = Duration.between(clock.instant(), deadline)) {
      // A thread sleeps whole milliseconds.
      THREAD.sleep(left.plusMillis(1));
    }
  }
}
