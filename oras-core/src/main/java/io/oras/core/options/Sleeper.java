package io.oras.core.options;

import java.time.Duration;

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
  Sleeper THREAD = duration -> Thread.sleep(duration.toMillis());

  /**
   * Waits for a duration.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleep(Duration duration) throws InterruptedException;
}
