package io.oras.core.target;

import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.TransportException;
import io.oras.api.reference.RepositoryName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which mirrors failed, so that they are not tried again for a minute. Thread safe. */
public final class FailedEndpoints {
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final Clock clock;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  /** Creates an empty memory. */
  public FailedEndpoints(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether the repository, or its registry as a whole, failed within the last minute. */
  boolean contains(RepositoryName repository) {
    return isPaused(repository.registry()) || isPaused(repository.toString());
  }

  private boolean isPaused(String key) {
    Instant end = ends.get(key);
    return end != null && clock.instant().isBefore(end);
  }

  /**
   * Remembers a failure, which concerns the registry if the registry gave no good answer at all.
   */
  void add(RepositoryName repository, IOException failure) {
    ends.put(
        isOfRegistry(failure) ? repository.registry() : repository.toString(),
        clock.instant().plus(PAUSE));
  }

  private static boolean isOfRegistry(IOException failure) {
    return failure instanceof TransportException
        || failure instanceof RateLimitedException
        || (failure instanceof RegistryException registry
            && registry.response().map(RegistryResponse::status).orElse(0) >= 500);
  }
}
