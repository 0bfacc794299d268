package io.oras.core.auth;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.TransportException;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.AnonymousCredential;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.IdentityToken;
import io.oras.core.auth.TokenResponse.Token;
import io.oras.core.context.Limit;
import io.oras.core.context.Limit.Bound;
import io.oras.core.options.Limits;
import io.oras.core.stream.Handover;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.Redaction;
import io.oras.core.wire.Redirects;
import io.oras.core.wire.ResponseBodies;
import io.oras.core.wire.SentSecrets;
import io.oras.core.wire.Urls;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges credentials for an access token (distribution's token and OAuth 2 specifications, RFC
 * 6749). Access tokens are never sent to it.
 *
 * @param wire retries by itself
 * @param advice what to do where no credentials are found
 * @param secrets that are hidden in answers
 */
public record TokenService(
    Wire wire, String advice, Limits limits, Clock clock, SentSecrets secrets) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Sends requests for tokens. */
  @FunctionalInterface
  public interface Wire {
    /**
     * Sends a request to a token service.
     *
     * @param asked the challenge that the token is for
     */
    TransportResponse send(AuthorizationRequest asked, TransportRequest request) throws IOException;
  }

  Token fetch(AuthorizationRequest request, Credential credential) throws IOException {
    URI realm = realm(request);
    List<TransportRequest> grants =
        grants(request, credential, realm).stream().map(grant -> judged(grant, request)).toList();
    for (int i = 0; ; i++) {
      TransportResponse response = send(request, grants.get(i));
      boolean unsupported = response.status() == 404 || response.status() == 405;
      if (unsupported && i + 1 < grants.size()) {
        ResponseBodies.discard(response);
        continue;
      }
      return read(request, credential, grants.get(i), response);
    }
  }

  /** The ways to ask, best first; the next is for a service that does not know the one before. */
  private static List<TransportRequest> grants(
      AuthorizationRequest request, Credential credential, URI realm) {
    if (credential instanceof BasicCredential basic) {
      return List.of(
          get(realm, request, Headers.of("Authorization", Authorizer.basic(basic))),
          post(
              realm,
              form(request, "password")
                  .add("username", basic.user())
                  .add("password", basic.password())));
    }
    if (credential instanceof IdentityToken identity) {
      return List.of(
          post(realm, form(request, "refresh_token").add("refresh_token", identity.token())),
          get(realm, request, Headers.EMPTY));
    }
    return List.of(get(realm, request, Headers.EMPTY));
  }

  private static TransportRequest get(URI realm, AuthorizationRequest request, Headers headers) {
    Form query = new Form();
    request.challenge().parameter("service").ifPresent(service -> query.add("service", service));
    request.scopes().scopes().forEach(scope -> query.add("scope", scope.toString()));
    String text = realm.toString();
    int fragment = text.indexOf('#');
    text = fragment < 0 ? text : text.substring(0, fragment);
    String separator = query.isEmpty() ? "" : text.indexOf('?') < 0 ? "?" : "&";
    URI url = URI.create(text + separator + query);
    return TransportRequest.builder()
        .method("GET")
        .uri(url)
        .headers(headers)
        .timeout(TIMEOUT)
        .build();
  }

  private static Form form(AuthorizationRequest request, String grant) {
    Form form =
        new Form()
            .add("grant_type", grant)
            .add(
                "service",
                request.challenge().parameter("service").orElse(request.registry().authority()))
            .add("client_id", "oras-java");
    String scopes = request.scopes().toString();
    return scopes.isEmpty() ? form : form.add("scope", scopes);
  }

  private static TransportRequest post(URI realm, Form form) {
    return TransportRequest.builder()
        .method("POST")
        .uri(realm)
        .headers(Headers.of("Content-Type", "application/x-www-form-urlencoded"))
        .body(new RequestBody.Bytes(form.bytes()))
        .timeout(TIMEOUT)
        .build();
  }

  private TransportResponse send(AuthorizationRequest request, TransportRequest first)
      throws IOException {
    TransportRequest hop = first;
    for (int followed = 0; ; followed++) {
      try (Handover<TransportResponse> response = Handover.of(exchangeOnce(request, hop))) {
        Optional<TransportRequest> onward = Redirects.next(hop, response.resource(), secrets);
        if (onward.isEmpty()) {
          return response.release();
        }
        hop = checked(request, hop, onward.get(), followed);
        ResponseBodies.discard(response.release());
      }
    }
  }

  private TransportResponse exchangeOnce(AuthorizationRequest request, TransportRequest hop)
      throws IOException {
    Duration timeout = request.operation().atMost(hop.timeout());
    try {
      return wire.send(request, hop.toBuilder().timeout(timeout).build());
    } catch (TransportException e) {
      // It was tried again already: who asked for the token does not do that once more.
      throw new TransportException(
          TransportException.Kind.PERMANENT, "cannot get a token: " + e.problem(), e);
    }
  }

  /** Returns the request with the rule for the addresses of its server, if it needs one. */
  private static TransportRequest judged(TransportRequest to, AuthorizationRequest request) {
    AddressRule rule = TokenRealm.rule(to.uri(), request.registry());
    TransportRequest.Builder builder = to.toBuilder().anyAddress();
    return (rule == null ? builder : builder.addressRule(rule)).build();
  }

  private TransportRequest checked(
      AuthorizationRequest request, TransportRequest from, TransportRequest onward, int followed)
      throws IOException {
    TransportRequest to = judged(onward, request);
    if (followed == limits.redirects()) {
      throw Redirects.refused(from, "is the end of " + followed + " redirects, and one more", null);
    }
    Optional<String> objection = TokenRealm.objection(to.uri(), request.registry());
    if (objection.isPresent()) {
      throw Redirects.refused(
          from, "redirects to a place that is refused: " + objection.get(), null);
    }
    if (to.origin().equals(from.origin())) {
      return to;
    }
    if (to.body().length() != 0) {
      throw Redirects.refused(from, "redirects credentials to " + secrets.url(to.uri()), null);
    }
    return to.toBuilder().headers(to.headers().without("Authorization")).build();
  }

  private URI realm(AuthorizationRequest request) throws AuthenticationException {
    URI realm;
    try {
      realm =
          Urls.resolve(
              URI.create(request.registry() + "/v2/"),
              request.challenge().parameter("realm").orElse(""));
    } catch (IllegalArgumentException e) {
      throw refused(request, "the realm is " + e.getMessage());
    }
    Optional<String> objection = TokenRealm.objection(realm, request.registry());
    if (objection.isPresent()) {
      throw refused(request, "the realm is refused: " + objection.get());
    }
    return realm;
  }

  private AuthenticationException refused(AuthorizationRequest request, String why) {
    return new AuthenticationException(
        request.refusal(),
        request.registry().authority(),
        secrets.text(request.challenge().toString()),
        why);
  }

  private Token read(
      AuthorizationRequest request,
      Credential credential,
      TransportRequest sent,
      TransportResponse response)
      throws IOException {
    if (response.status() == 200) {
      try (response) {
        Bound limit = Limit.TOKEN_BYTES.in(limits);
        byte[] body = ResponseBodies.readUpTo(response.body(), limit.asInt() + 1);
        return new TokenResponse(sent.method(), Redaction.url(sent.uri()), limit).read(body, clock);
      }
    }
    throw failure(request, credential, sent, response);
  }

  private OrasException failure(
      AuthorizationRequest request,
      Credential credential,
      TransportRequest sent,
      TransportResponse response)
      throws IOException {
    RegistryResponse answer =
        ErrorBody.tokenResponse(
            sent.method(),
            sent.uri(),
            response.status(),
            ResponseBodies.readError(response, limits.errorBodyBytes()),
            secrets);
    String registry = request.registry().authority();
    if (answer.status() == 429) {
      return new RateLimitedException(answer, null);
    }
    if (answer.status() >= 500) {
      return new RegistryException(answer, "the token server of " + registry + " failed");
    }
    String hint =
        credential instanceof AnonymousCredential
            ? "credential not found for " + registry + "; " + advice
            : "the credentials for " + registry + " were refused";
    return new AuthenticationException(
        answer, registry, secrets.text(request.challenge().toString()), hint);
  }

  /** Parameters as a query or an {@code application/x-www-form-urlencoded} body has them. */
  static final class Form {
    private final StringBuilder text = new StringBuilder();

    Form add(String name, String value) {
      if (!isEmpty()) {
        text.append('&');
      }
      // Colons, slashes and commas are legal in a query, and people read scopes in logs.
      String encoded =
          URLEncoder.encode(value, StandardCharsets.UTF_8)
              .replace("+", "%20")
              .replace("%3A", ":")
              .replace("%2F", "/")
              .replace("%2C", ",");
      text.append(name).append('=').append(encoded);
      return this;
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    byte[] bytes() {
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
