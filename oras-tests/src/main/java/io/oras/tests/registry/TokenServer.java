package io.oras.tests.registry;

import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.token.Access;
import io.oras.tests.registry.token.TokenIssuer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Issues tokens at {@code /token}: for GET in Docker's format, for POST in the format of OAuth2.
 */
final class TokenServer implements Service {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final TokenAuth rules;
  private final TokenIssuer issuer;

  TokenServer(TokenAuth rules, TokenIssuer issuer) {
    this.rules = rules;
    this.issuer = issuer;
  }

  @Override
  public ServerResponse answer(ServerRequest call) throws IOException {
    try {
      if (!call.path().equals("/token")) {
        throw new RegistryProblem(404, "UNSUPPORTED", "tokens are at /token");
      }
      if (call.method().equals("GET")) {
        return get(call);
      }
      if (call.method().equals("POST") && rules.post) {
        return post(call);
      }
      throw new RegistryProblem(
          rules.postStatus, "UNSUPPORTED", call.method() + " gives no token here");
    } catch (RegistryProblem refusal) {
      return ServerResponse.of(refusal);
    }
  }

  private ServerResponse get(ServerRequest call) throws RegistryProblem {
    requireService(call);
    List<Access> wanted = new ArrayList<>();
    List<String> scopes = call.parameters("scope");
    for (String scope :
        rules.firstScopeOnly ? scopes.subList(0, Math.min(1, scopes.size())) : scopes) {
      wanted.addAll(Access.parse(scope));
    }
    Optional<String> authorization = call.header("Authorization");
    if (authorization.isEmpty() && rules.anonymousPull) {
      return token(Access.pullOnly(wanted), rules.field, false);
    }
    if (!rules.passwords) {
      return ServerResponse.unauthorized("a refresh token is needed, by POST");
    }
    if (authorization.filter(BasicAuth.header(rules.user, rules.password)::equals).isEmpty()) {
      return ServerResponse.unauthorized("user name and password are needed")
          .with("WWW-Authenticate", "Basic realm=\"tokens\", charset=\"UTF-8\"");
    }
    boolean refresh = call.parameter("offline_token").filter("true"::equals).isPresent();
    return token(wanted, rules.field, refresh);
  }

  private ServerResponse post(ServerRequest call) throws IOException, RegistryProblem {
    String type = call.header("Content-Type").orElse("");
    if (!type.split(";", 2)[0].equals(FORM)) {
      throw invalid("the body is " + FORM + ", got '" + type + "'");
    }
    byte[] body = call.body().readNBytes(1 << 16);
    ServerRequest form = call.withQuery(new String(body, StandardCharsets.UTF_8));
    requireService(form);
    if (form.parameter("client_id").isEmpty()) {
      throw invalid("client_id is missing");
    }
    Optional<String> scope = form.parameter("scope");
    List<Access> wanted = scope.isPresent() ? Access.parse(scope.get()) : List.of();
    boolean known =
        switch (form.parameter("grant_type").orElse("")) {
          case "password" ->
              rules.passwords
                  && is(form, "username", rules.user)
                  && is(form, "password", rules.password);
          case "refresh_token" ->
              form.parameter("refresh_token").filter(issuer::isRefreshToken).isPresent();
          default -> throw invalid("grant_type is password or refresh_token");
        };
    if (!known) {
      return ServerResponse.unauthorized("these credentials are unknown");
    }
    return token(wanted, TokenAuth.Field.ACCESS_TOKEN, is(form, "access_type", "offline"));
  }

  private static boolean is(ServerRequest form, String name, String value) throws RegistryProblem {
    return form.parameter(name).filter(value::equals).isPresent();
  }

  private void requireService(ServerRequest call) throws RegistryProblem {
    if (rules.serviceInChallenge && !is(call, "service", rules.service)) {
      throw invalid("service is " + rules.service + ", as the challenge said");
    }
  }

  private static RegistryProblem invalid(String text) {
    return new RegistryProblem(400, "UNSUPPORTED", text);
  }

  private ServerResponse token(List<Access> access, TokenAuth.Field field, boolean refresh) {
    String token = issuer.issue(access);
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (field != TokenAuth.Field.ACCESS_TOKEN) {
      json.add("token", token);
    }
    if (field != TokenAuth.Field.TOKEN) {
      json.add("access_token", token);
    }
    if (rules.lifetimeInResponse) {
      json.add("expires_in", issuer.lifetime().toSeconds())
          .add("issued_at", issuer.now().toString());
    }
    if (refresh) {
      json.add("refresh_token", issuer.issueRefreshToken());
    }
    return ServerResponse.json(200, json.build());
  }
}
