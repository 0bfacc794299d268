package io.oras.core.auth;

import io.oras.api.transport.Origin;
import io.oras.auth.spi.Credential;
import io.oras.core.auth.TokenResponse.Token;
import io.oras.core.concurrent.SingleFlight;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens until shortly before their end; threads that need the same one wait for one request.
 * Failures are not kept. Thread safe.
 */
public final class TokenCache {
  /** Two users never share a token, and two passwords of one user do not either. */
  private record Key(Origin registry, String identity, String service, ScopeSet scopes) {}

  private final TokenService service;
  private final Clock clock;
  private final ConcurrentHashMap<Key, Token> kept = new ConcurrentHashMap<>();
  private final SingleFlight<Key, Token> flights = new SingleFlight<>();

  /** Over a token service. */
  public TokenCache(TokenService service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  /**
   * A token for these scopes, or for more of them, from the cache or from the service.
   *
   * @throws IOException when there is none to be had
   */
  String get(AuthorizationRequest request, Credential credential) throws IOException {
    Key key =
        new Key(
            request.registry(),
            credential.identity(),
            request.challenge().parameter("service").orElse(""),
            request.scopes());
    Token kept = find(key);
    return kept != null
        ? kept.value()
        : flights.join(key, () -> fetch(key, request, credential)).value();
  }

  /** Forgets a token that a registry did not take. */
  void forget(String value) {
    kept.values().removeIf(token -> token.value().equals(value));
  }

  private Token fetch(Key key, AuthorizationRequest request, Credential credential)
      throws IOException {
    // Another flight may have landed between the look and the start of this one.
    Token landed = find(key);
    if (landed != null) {
      return landed;
    }
    Token token = service.fetch(request, credential);
    kept.put(key, token);
    return token;
  }

  private @Nullable Token find(Key key) {
    kept.values().removeIf(token -> !token.end().isAfter(clock.instant()));
    Token exact = kept.get(key);
    if (exact != null) {
      return exact;
    }
    return kept.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().registry().equals(key.registry())
                    && entry.getKey().identity().equals(key.identity())
                    && entry.getKey().service().equals(key.service())
                    && entry.getKey().scopes().covers(key.scopes()))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
