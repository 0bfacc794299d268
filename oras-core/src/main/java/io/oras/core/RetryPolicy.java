package io.oras.core;

import java.time.Duration;

/**
 * How often and how long to try again.
 *
 * @param attempts tries in all, at least 1; 6 by default
 * @param firstDelay before the second try, doubling from there with full jitter; 200 ms by default
 * @param maxDelay between two tries; 30 s by default
 * @param maxElapsed for one operation with all its tries; 5 minutes by default
 * @param maxRetryAfter the longest {@code Retry-After} to wait for; 5 minutes by default
 */
public record RetryPolicy(
    int attempts,
    Duration firstDelay,
    Duration maxDelay,
    Duration maxElapsed,
    Duration maxRetryAfter) {
  /** The defaults. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          6,
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5));

  /** One try. */
  public static final RetryPolicy NONE = DEFAULT.withAttempts(1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when there is no try, or a duration is negative
   */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is at least 1, got " + attempts);
    }
    if (firstDelay.isNegative() || maxDelay.isNegative() || maxElapsed.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative");
    }
  }

  /** This policy with another number of tries. */
  public RetryPolicy withAttempts(int replacement) {
    return new RetryPolicy(replacement, firstDelay, maxDelay, maxElapsed, maxRetryAfter);
  }

  /** This policy with another first delay. */
  public RetryPolicy withFirstDelay(Duration replacement) {
    return new RetryPolicy(attempts, replacement, maxDelay, maxElapsed, maxRetryAfter);
  }
}
