package io.oras.auth.spi;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.Environment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Remembers answers for a time. */
final class CachedProvider implements CredentialProvider {
  /** Far more than one operation needs; what is beyond is asked for again. */
  private static final int MAX_SLOTS = 1000;

  private final CredentialProvider provider;
  private final Duration lifetime;
  private final Clock clock;
  private final Map<CredentialRequest, Slot> slots = new ConcurrentHashMap<>();

  CachedProvider(CredentialProvider provider, Duration lifetime, Clock clock) {
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException(
          "the lifetime of cached credentials is positive, got " + lifetime);
    }
    this.provider = provider;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    if (slots.size() >= MAX_SLOTS) {
      slots.clear();
    }
    return slots.computeIfAbsent(request.withoutTimeout(), r -> new Slot()).get(request);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public int priority() {
    return provider.priority();
  }

  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new CachedProvider(provider.withEnvironment(environment), lifetime, clock);
  }

  @Override
  public CredentialProvider boundToRegistries() {
    return new CachedProvider(provider.boundToRegistries(), lifetime, clock);
  }

  @Override
  public boolean automatic() {
    return provider.automatic();
  }

  /** One answer; its lock lets one thread ask while the others wait for what it learns. */
  private final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Credential> answer = Optional.empty();
    private Instant expires = Instant.MIN;

    Optional<Credential> get(CredentialRequest request) throws IOException {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelledException(
            "interrupted while waiting for credentials of " + request.registry(), e);
      }
      try {
        if (!clock.instant().isBefore(expires)) {
          answer = provider.find(request);
          expires = clock.instant().plus(lifetime);
        }
        return answer;
      } finally {
        lock.unlock();
      }
    }
  }
}
