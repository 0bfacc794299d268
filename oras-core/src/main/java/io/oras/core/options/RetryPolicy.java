package io.oras.core.options;

import java.time.Duration;

/**
 * How often and how long failed requests are sent again. Immutable.
 *
 * <pre>{@code
 * Oras patient =
 *     Oras.builder().retry(r -> r.attempts(10).maxElapsed(Duration.ofMinutes(15))).build();
 * }</pre>
 */
public final class RetryPolicy extends Settings {
  private static final Setting<Integer> ATTEMPTS = Setting.atLeast("attempts", 1, 6);
  private static final Setting<Duration> FIRST_DELAY =
      Setting.atLeast("firstDelay", Duration.ZERO, Duration.ofMillis(200));
  private static final Setting<Integer> GROWTH = Setting.atLeast("growth", 1, 2);
  private static final Setting<Boolean> JITTER = Setting.of("jitter", true);
  private static final Setting<Duration> MAX_DELAY =
      Setting.atLeast("maxDelay", Duration.ZERO, Duration.ofSeconds(30));
  private static final Setting<Duration> ADDED_DELAY =
      Setting.atLeast("addedDelay", Duration.ZERO, Duration.ZERO);
  private static final Setting<Duration> MAX_ELAPSED =
      Setting.atLeast("maxElapsed", Duration.ZERO, Duration.ofMinutes(5));
  private static final Setting<Duration> MAX_RETRY_AFTER =
      Setting.atLeast("maxRetryAfter", Duration.ZERO, Duration.ofMinutes(5));
  private static final RetryPolicy DEFAULTS = builder().build();

  private RetryPolicy(Builder builder) {
    super(builder);
  }

  /** Returns the default policy. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default policy. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a policy with one attempt. */
  public static RetryPolicy none() {
    return builder().attempts(1).build();
  }

  /**
   * Returns the delays of oras-py's {@code retry(attempts, timeout)}: {@code timeout + 1 s}, {@code
   * + 3 s}, {@code + 9 s} and so on up to a day, without jitter and without an end. Unlike oras-py,
   * only failures that may pass are tried again.
   *
   * @param retries attempts after the first; 5 in oras-py by default
   * @param timeout 2 s in oras-py by default
   * @throws IllegalArgumentException if one of the two is negative
   */
  public static RetryPolicy orasPy(int retries, Duration timeout) {
    return builder()
        .attempts(Math.addExact(retries, 1))
        .firstDelay(Duration.ofSeconds(1))
        .growth(3)
        .jitter(false)
        .maxDelay(Duration.ofDays(1))
        .addedDelay(timeout)
        .maxElapsed(Duration.ofSeconds(Long.MAX_VALUE))
        .build();
  }

  /** Creates a builder with the settings of this policy. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns how often a request is sent, the first time included. */
  public int attempts() {
    return get(ATTEMPTS);
  }

  /** Returns the delay before the second attempt. */
  public Duration firstDelay() {
    return get(FIRST_DELAY);
  }

  /** Returns the factor by which the delay grows with each attempt. */
  public int growth() {
    return get(GROWTH);
  }

  /** Returns whether a random part of the delay is waited. */
  public boolean jitter() {
    return get(JITTER);
  }

  /** Returns the delay up to which delays grow. */
  public Duration maxDelay() {
    return get(MAX_DELAY);
  }

  /** Returns the delay that is added to every other. */
  public Duration addedDelay() {
    return get(ADDED_DELAY);
  }

  /** Returns how long one request may take with all its attempts. */
  public Duration maxElapsed() {
    return get(MAX_ELAPSED);
  }

  /** Returns the longest {@code Retry-After} that is waited for. */
  public Duration maxRetryAfter() {
    return get(MAX_RETRY_AFTER);
  }

  /** Builds {@link RetryPolicy}. Not thread safe. */
  public static final class Builder extends Settings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets how often a request is sent, the first time included; 6 by default.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder attempts(int attempts) {
      return set(ATTEMPTS, attempts);
    }

    /**
     * Sets the delay before the second attempt; 200 ms by default.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder firstDelay(Duration firstDelay) {
      return set(FIRST_DELAY, firstDelay);
    }

    /**
     * Sets the factor by which the delay grows with each attempt; 2 by default.
     *
     * @throws IllegalArgumentException if the factor is less than 1
     */
    public Builder growth(int growth) {
      return set(GROWTH, growth);
    }

    /** Sets whether a random part of the delay is waited, between none and all; true by default. */
    public Builder jitter(boolean jitter) {
      return set(JITTER, jitter);
    }

    /**
     * Sets the delay up to which delays grow; 30 s by default.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxDelay(Duration maxDelay) {
      return set(MAX_DELAY, maxDelay);
    }

    /**
     * Sets a delay that is added to every other; none by default.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder addedDelay(Duration addedDelay) {
      return set(ADDED_DELAY, addedDelay);
    }

    /**
     * Sets how long one request may take with all its attempts; 5 minutes by default.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxElapsed(Duration maxElapsed) {
      return set(MAX_ELAPSED, maxElapsed);
    }

    /**
     * Sets the longest {@code Retry-After} that the client waits for; 5 minutes by default. The
     * call fails if the registry asks for more.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxRetryAfter(Duration maxRetryAfter) {
      return set(MAX_RETRY_AFTER, maxRetryAfter);
    }

    /** Creates the policy; the builder can be used further. */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
