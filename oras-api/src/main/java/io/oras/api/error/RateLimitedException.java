package io.oras.api.error;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 429 after all tries, or with a {@code Retry-After} that is too far away to wait for. */
public final class RateLimitedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Instant retryAt;

  /** With the answer and, if the registry said so, when to try again. */
  public RateLimitedException(Response response, @Nullable Instant retryAt) {
    super(response, retryAt == null ? null : "try again after " + retryAt);
    this.retryAt = retryAt;
  }

  /** When to try again, if the registry said so. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
