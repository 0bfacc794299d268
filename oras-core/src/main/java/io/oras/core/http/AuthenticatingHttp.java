package io.oras.core.http;

import io.oras.api.error.RegistryResponse;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportResponse;
import io.oras.core.auth.AuthorizationRequest;
import io.oras.core.auth.Authorizer;
import io.oras.core.auth.Challenge;
import io.oras.core.auth.CredentialCache;
import io.oras.core.auth.ScopeSet;
import io.oras.core.options.Limits;
import io.oras.core.stream.Handover;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.Redaction;
import io.oras.core.wire.Urls;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of a registry, and of nobody else: credential, token, replay. What a
 * registry asked for once is sent along from then on.
 */
final class AuthenticatingHttp implements RegistryHttp {
  /** A registry that asks for yet another scope each time is not followed for ever. */
  private static final int MAX_ANSWERS = 3;

  private final RegistryHttp next;
  private final Endpoints endpoints;
  private final Authorizer authorizer;
  private final Limits limits;
  private final ConcurrentHashMap<Origin, Challenge> learned = new ConcurrentHashMap<>();

  AuthenticatingHttp(RegistryHttp next, Endpoints endpoints, Authorizer authorizer, Limits limits) {
    this.next = next;
    this.endpoints = endpoints;
    this.authorizer = authorizer;
    this.limits = limits;
  }

  @Override
  public TransportResponse send(RegistryRequest request) throws IOException {
    Origin home = endpoints.origin(request.registry());
    boolean callersOwn =
        endpoints.settings(request.registry()).headers().first("Authorization").isPresent();
    if (callersOwn || !Origin.of(request.uri()).equals(home)) {
      return next.send(request);
    }
    ScopeSet scopes = ScopeSet.of(request.scopes());
    Challenge challenge = learned.get(home);
    String authorization = challenge == null ? null : remembered(request, home, challenge, scopes);
    Set<ScopeSet> answered = new HashSet<>();
    while (true) {
      TransportResponse response = sent(request, authorization, home);
      if (!(response instanceof BufferedResponse refusal)) {
        if (challenge != null && authorization != null) {
          learned.put(home, challenge);
        }
        return response;
      }
      Optional<Challenge> asked = asked(request, refusal, home, scopes, authorization == null);
      if (asked.isEmpty()) {
        return refusal;
      }
      challenge = asked.get();
      ScopeSet had = scopes;
      scopes = scopes.with(challenge.parameter("scope").orElse(""));
      AuthorizationRequest asking = asking(request, home, challenge, scopes);
      String before = authorization;
      // A token for all that is asked for, of which the registry wants more, allows less than that:
      // some token services heed the first scope alone.
      if (before != null && (!asksForMore(challenge) || scopes.equals(had))) {
        authorizer.forget(asking, before);
      }
      if (!request.body().replayable()) {
        return refusal.because("the content can be sent only once; start again from its source");
      }
      boolean again = answered.add(scopes) && answered.size() <= MAX_ANSWERS;
      authorization = again ? authorizer.answer(asking).orElse(null) : null;
      if (authorization == null || authorization.equals(before)) {
        return refusal.because(authorizer.reason(asking));
      }
    }
  }

  /** Sends the request once; a refusal by the registry itself comes back in memory. */
  private TransportResponse sent(
      RegistryRequest request, @Nullable String authorization, Origin home) throws IOException {
    RegistryRequest authorized =
        authorization == null ? request : request.replacing("Authorization", authorization);
    return Handover.of(next.send(authorized))
        .to(
            response -> {
              boolean refused = response.status() == 401 || response.status() == 403;
              return refused && Origin.of(response.uri()).equals(home)
                  ? BufferedResponse.of(response, limits.errorBodyBytes())
                  : response;
            });
  }

  private @Nullable String remembered(
      RegistryRequest request, Origin home, Challenge challenge, ScopeSet scopes)
      throws IOException {
    try {
      return authorizer.answer(asking(request, home, challenge, scopes)).orElse(null);
    } catch (IOException e) {
      // Its token service may be another by now: the next request is told anew.
      learned.remove(home, challenge);
      throw e;
    }
  }

  private static boolean asksForMore(Challenge challenge) {
    return challenge.parameter("error").filter("insufficient_scope"::equals).isPresent();
  }

  private static AuthorizationRequest asking(
      RegistryRequest request, Origin home, Challenge challenge, ScopeSet scopes) {
    RegistryResponse refusal =
        RegistryResponse.of(
            request.method(),
            Redaction.url(request.uri()),
            401,
            List.of(),
            "authentication needed");
    return new AuthorizationRequest(
        request.operation(),
        home,
        challenge,
        CredentialCache.request(request.registry(), scopes),
        scopes,
        refusal);
  }

  /** What there is to answer: of 403 only a call for more than the token was for. */
  private Optional<Challenge> asked(
      RegistryRequest request,
      BufferedResponse refusal,
      Origin home,
      ScopeSet scopes,
      boolean unauthorized)
      throws IOException {
    HeaderReader header = HeaderReader.of(refusal.headers(), "WWW-Authenticate");
    Optional<Challenge> usable = usable(Challenge.parse(header), refusal.uri());
    if (refusal.status() == 403) {
      return usable.filter(
          challenge ->
              challenge.is("bearer")
                  && asksForMore(challenge)
                  && !scopes.with(challenge.parameter("scope").orElse("")).equals(scopes));
    }
    if (header.values().isEmpty() && unauthorized) {
      // Some registries leave the challenge out on some paths: use what they say elsewhere, or a
      // password if there is one.
      return Optional.of(fallback(request, home));
    }
    return usable;
  }

  private Challenge fallback(RegistryRequest request, Origin home) throws IOException {
    @Nullable Challenge known = learned.get(home);
    return known == null ? ping(request).orElseGet(() -> new Challenge("basic", Map.of())) : known;
  }

  /** What the registry's root asks for (distribution-spec v1.1.1, "Determining Support"). */
  private Optional<Challenge> ping(RegistryRequest request) throws IOException {
    URI root = endpoints.url(request.registry(), "/v2/");
    try (TransportResponse answer =
        next.send(
            RegistryRequest.of(
                request.operation(),
                request.registry(),
                "GET",
                root,
                List.of(),
                "asking how to log in"))) {
      return answer.status() == 401 && root.equals(answer.uri())
          ? usable(Challenge.parse(HeaderReader.of(answer.headers(), "WWW-Authenticate")), root)
          : Optional.empty();
    }
  }

  private static Optional<Challenge> usable(List<Challenge> challenges, URI base) {
    return challenges.stream()
        .filter(challenge -> challenge.is("bearer") && hasRealm(challenge, base))
        .findFirst()
        .or(() -> challenges.stream().filter(challenge -> challenge.is("basic")).findFirst());
  }

  private static boolean hasRealm(Challenge challenge, URI base) {
    try {
      Urls.resolve(base, challenge.parameter("realm").orElse(""));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
