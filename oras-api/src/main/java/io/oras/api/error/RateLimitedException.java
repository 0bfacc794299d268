package io.oras.api.error;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 429 after all attempts, or with a {@code Retry-After} that is too late to wait for. */
public final class RateLimitedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Instant retryAt;

  /** Creates an exception with the answer and, if the registry said so, when to try again. */
  public RateLimitedException(RegistryResponse response, @Nullable Instant retryAt) {
    super(response, retryAt == null ? null : "try again after " + retryAt);
    this.retryAt = retryAt;
  }

  /** Returns when to try again, if the registry said so. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  @Override
  OrasException copy() {
    return new RateLimitedException(answer(), retryAt);
  }
}
