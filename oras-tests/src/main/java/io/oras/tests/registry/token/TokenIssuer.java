package io.oras.tests.registry.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The issued tokens with their access. A token is a random text. Thread safe. */
public final class TokenIssuer {
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final Clock clock;
  private final Duration lifetime;

  private record Grant(List<Access> access, Instant expiry) {}

  public TokenIssuer(Clock clock, Duration lifetime, Collection<String> refreshTokens) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.refreshTokens.addAll(refreshTokens);
  }

  public Instant now() {
    return clock.instant();
  }

  public Duration lifetime() {
    return lifetime;
  }

  public String issue(List<Access> access) {
    String token = "token-" + UUID.randomUUID();
    grants.put(token, new Grant(List.copyOf(access), now().plus(lifetime)));
    return token;
  }

  public String issueRefreshToken() {
    String token = "refresh-" + UUID.randomUUID();
    refreshTokens.add(token);
    return token;
  }

  public boolean isRefreshToken(String token) {
    return refreshTokens.contains(token);
  }

  /** Returns the access of a token; empty if the token is unknown or has expired. */
  public Optional<List<Access>> access(String token) {
    return Optional.ofNullable(grants.get(token))
        .filter(grant -> now().isBefore(grant.expiry))
        .map(Grant::access);
  }

  public void revoke() {
    grants.clear();
  }
}
