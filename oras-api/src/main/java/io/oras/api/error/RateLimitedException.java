package io.oras.api.error;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry answered with 429 after all attempts, or with a {@code Retry-After} longer than
 * {@code RetryPolicy.maxRetryAfter}.
 */
public final class RateLimitedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Instant retryAt;

  /**
   * Creates an exception with the response and the time of the next attempt, if the registry sent
   * one.
   */
  public RateLimitedException(RegistryResponse response, @Nullable Instant retryAt) {
    super(response, retryAt == null ? null : "try again after " + retryAt);
    this.retryAt = retryAt;
  }

  /** Returns the time at which the registry accepts requests again, if the registry sent one. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  @Override
  OrasException copy() {
    return new RateLimitedException(answer(), retryAt);
  }
}
