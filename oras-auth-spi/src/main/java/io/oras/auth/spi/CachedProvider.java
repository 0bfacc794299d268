package io.oras.auth.spi;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps answers for a time, or until a registry refuses them. */
final class CachedProvider implements ForwardingProvider {
  /** Far more than one operation needs; what is beyond is asked for again. */
  private static final int MAX_SLOTS = 1000;

  private static final Duration UNTIL_REFUSED = Duration.ofDays(36_500);

  private final CredentialProvider provider;
  private final Duration lifetime;
  private final Clock clock;
  private final Map<CredentialRequest, Slot> slots = new ConcurrentHashMap<>();

  /**
   * Returns the provider, whose answers are kept until they are refused if it keeps none itself.
   */
  static CredentialProvider caching(CredentialProvider provider) {
    return provider.caches()
        ? provider
        : new CachedProvider(provider, UNTIL_REFUSED, Clock.systemUTC());
  }

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
  public CredentialProvider provider() {
    return provider;
  }

  @Override
  public CredentialProvider around(CredentialProvider other) {
    return new CachedProvider(other, lifetime, clock);
  }

  @Override
  public boolean caches() {
    return true;
  }

  @Override
  public void refused(CredentialRequest request, Credential credential) {
    slots.values().forEach(slot -> slot.forget(credential));
    provider.refused(request, credential);
  }

  private record Answer(Optional<Credential> credential, Instant expires) {}

  /** One answer; its lock lets one thread ask while the others wait for what it learns. */
  private final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Answer> kept = new AtomicReference<>();

    Optional<Credential> get(CredentialRequest request) throws IOException {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelledException(
            "interrupted while waiting for credentials of " + request.registry(), e);
      }
      try {
        Answer answer = kept.get();
        if (answer == null || !clock.instant().isBefore(answer.expires())) {
          answer = new Answer(provider.find(request), clock.instant().plus(lifetime));
          kept.set(answer);
        }
        return answer.credential();
      } finally {
        lock.unlock();
      }
    }

    /** Forgets that credential, and no newer one. */
    void forget(Credential credential) {
      Answer answer = kept.get();
      if (answer != null
          && answer
              .credential()
              .filter(known -> known.identity().equals(credential.identity()))
              .isPresent()) {
        kept.compareAndSet(answer, null);
      }
    }
  }
}
