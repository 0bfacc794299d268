package io.oras.tests.registry;

import java.util.List;
import java.util.Optional;

/** Lets those with a token in that covers what they do, and challenges the others. */
final class TokenGuard implements Guard {
  private static final String BEARER = "Bearer ";

  private final String service;
  private final TokenIssuer issuer;
  private final Listener tokenServer;

  TokenGuard(String service, TokenIssuer issuer, Listener tokenServer) {
    this.service = service;
    this.issuer = issuer;
    this.tokenServer = tokenServer;
  }

  @Override
  public Optional<Answer> refuse(Call call) {
    List<Access> needed = Access.needed(call);
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

  private Answer challenge(List<Access> needed, String error) {
    String scope = needed.isEmpty() ? "" : ",scope=\"" + Access.join(needed) + "\"";
    return Refusal.unauthorized("a token is needed")
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"http://127.0.0.1:%d/token\",service=\"%s\"%s%s"
                .formatted(tokenServer.port(), service, scope, error));
  }

  @Override
  public void revokeTokens() {
    issuer.revoke();
  }

  @Override
  public void close() {
    tokenServer.close();
  }
}
