package io.oras.tests.registry;

import io.oras.tests.registry.token.Access;
import io.oras.tests.registry.token.TokenIssuer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Permits requests with a token for the required access, and answers other requests with a
 * challenge.
 */
final class TokenGuard implements AccessFilter {
  private static final String BEARER = "Bearer ";

  private final TokenAuth rules;
  private final TokenIssuer issuer;
  private final TokenServer server;
  private final String origin;
  private final Listener listener;

  TokenGuard(
      TokenAuth rules, TokenIssuer issuer, TokenServer server, String origin, Listener listener) {
    this.rules = rules;
    this.issuer = issuer;
    this.server = server;
    this.origin = origin;
    this.listener = listener;
  }

  @Override
  public Optional<ServerResponse> refuse(ServerRequest call) throws IOException {
    if (rules.relativeRealm && call.path().equals("/token")) {
      return Optional.of(server.answer(call));
    }
    return challenge(call)
        .map(
            answer ->
                rules.challengeAtRootOnly && !call.path().equals("/v2/")
                    ? answer.without("WWW-Authenticate")
                    : answer);
  }

  private Optional<ServerResponse> challenge(ServerRequest call) {
    List<Access> needed = Access.needed(call.method(), call.path(), call.parameters("from"));
    Optional<String> authorization = call.header("Authorization");
    if (authorization.isEmpty()) {
      return Optional.of(challenge(needed, ""));
    }
    Optional<List<Access>> granted =
        authorization
            .filter(value -> value.startsWith(BEARER))
            .flatMap(value -> issuer.access(value.substring(BEARER.length())));
    if (granted.isEmpty()) {
      return Optional.of(challenge(needed, ",error=\"invalid_token\""));
    }
    return needed.stream().allMatch(wanted -> Access.allows(granted.get(), wanted))
        ? Optional.empty()
        : Optional.of(challenge(needed, ",error=\"insufficient_scope\""));
  }

  private ServerResponse challenge(List<Access> needed, String error) {
    String scope = needed.isEmpty() ? "" : ",scope=\"" + Access.join(needed) + "\"";
    String service = rules.serviceInChallenge ? ",service=\"" + rules.service + "\"" : "";
    return ServerResponse.unauthorized("a token is needed")
        .with(
            "WWW-Authenticate",
            "%sBearer realm=\"%s/token\"%s%s%s"
                .formatted(
                    rules.otherChallenges.isEmpty() ? "" : rules.otherChallenges + ", ",
                    rules.relativeRealm ? "" : origin,
                    service,
                    scope,
                    error));
  }

  @Override
  public void revokeTokens() {
    issuer.revoke();
  }

  @Override
  public void close() {
    listener.close();
  }
}
