package io.oras.tests.registry;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lets those with a token in that covers what they do, and challenges the others. */
final class TokenGuard implements Guard {
  private static final String BEARER = "Bearer ";

  private final TokenAuth rules;
  private final TokenIssuer issuer;
  private final TokenServer tokenServer;

  TokenGuard(TokenAuth rules, TokenIssuer issuer) {
    this.rules = rules;
    this.issuer = issuer;
    tokenServer = new TokenServer(rules, issuer);
  }

  @Override
  public Optional<Answer> intercept(Call call) throws IOException {
    return call.path().equals("/token") ? Optional.of(tokenServer.answer(call)) : refuse(call);
  }

  private Optional<Answer> refuse(Call call) {
    List<Access> needed = Access.needed(call);
    Optional<String> authorization = call.header("Authorization");
    if (authorization.isEmpty()) {
      return Optional.of(challenge(call, needed, ""));
    }
    Optional<List<Access>> granted =
        authorization
            .filter(value -> value.startsWith(BEARER))
            .flatMap(value -> issuer.access(value.substring(BEARER.length())));
    if (granted.isEmpty()) {
      return Optional.of(challenge(call, needed, ",error=\"invalid_token\""));
    }
    return needed.stream().allMatch(wanted -> Access.allows(granted.get(), wanted))
        ? Optional.empty()
        : Optional.of(challenge(call, needed, ",error=\"insufficient_scope\""));
  }

  private Answer challenge(Call call, List<Access> needed, String error) {
    String scope = needed.isEmpty() ? "" : ",scope=\"" + Access.join(needed) + "\"";
    return Refusal.unauthorized("a token is needed")
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"http://%s/token\",service=\"%s\"%s%s"
                .formatted(realmHost(call), rules.service, scope, error));
  }

  private String realmHost(Call call) {
    String host = call.header("Host").orElse("localhost");
    return rules.otherOrigin ? "localhost" + host.substring(host.lastIndexOf(':')) : host;
  }

  @Override
  public void revokeTokens() {
    issuer.revoke();
  }
}
