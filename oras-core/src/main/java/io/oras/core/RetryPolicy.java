package io.oras.core;

import java.time.Duration;

/**
 * How often and how long to try again.
 *
 * @param attempts tries in all, at least 1; 6 by default
 * @param firstDelay the part that grows, before the second try; 200 ms by default
 * @param growth the factor by which it grows with each try, at least 1; 2 by default
 * @param jitter whether a random part of it is waited, from nothing to all; true by default
 * @param maxDelay up to which it grows; 30 s by default
 * @param addedDelay waited besides, before every try but the first; none by default
 * @param maxElapsed for one operation with all its tries; 5 minutes by default
 * @param maxRetryAfter the longest {@code Retry-After} to wait for; 5 minutes by default
 */
public record RetryPolicy(
    int attempts,
    Duration firstDelay,
    int growth,
    boolean jitter,
    Duration maxDelay,
    Duration addedDelay,
    Duration maxElapsed,
    Duration maxRetryAfter) {
  /** The defaults. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          6,
          Duration.ofMillis(200),
          2,
          true,
          Duration.ofSeconds(30),
          Duration.ZERO,
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
    if (growth < 1) {
      throw new IllegalArgumentException("growth is at least 1, got " + growth);
    }
    if (firstDelay.isNegative()
        || maxDelay.isNegative()
        || addedDelay.isNegative()
        || maxElapsed.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative");
    }
  }

  /**
   * The delays of oras-py's {@code retry(attempts, timeout)}: {@code timeout + 1 s}, {@code + 3 s},
   * {@code + 9 s} and so on up to a day, without jitter and without an end. Which failures are
   * worth another try is not taken over: those that may pass.
   *
   * @param retries tries after the first; 5 in oras-py by default
   * @param timeout 2 s in oras-py by default
   */
  public static RetryPolicy of(int retries, Duration timeout) {
    return new RetryPolicy(
        Math.addExact(retries, 1),
        Duration.ofSeconds(1),
        3,
        false,
        Duration.ofDays(1),
        timeout,
        Duration.ofSeconds(Long.MAX_VALUE),
        DEFAULT.maxRetryAfter);
  }

  /**
   * How long to wait for the next try.
   *
   * @param failures so far, at least 1
   * @param random from 0 to 1, for the jitter
   */
  public Duration delay(int failures, double random) {
    double grown = (double) firstDelay.toMillis() * Math.pow(growth, failures - 1.0);
    double capped = Math.min(grown, (double) maxDelay.toMillis());
    return addedDelay.plusMillis(Math.round(jitter ? capped * random : capped));
  }

  /** This policy with another number of tries. */
  public RetryPolicy withAttempts(int replacement) {
    return new RetryPolicy(
        replacement, firstDelay, growth, jitter, maxDelay, addedDelay, maxElapsed, maxRetryAfter);
  }

  /** This policy with another first delay. */
  public RetryPolicy withFirstDelay(Duration replacement) {
    return new RetryPolicy(
        attempts, replacement, growth, jitter, maxDelay, addedDelay, maxElapsed, maxRetryAfter);
  }
}
