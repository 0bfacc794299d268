package io.oras.core.auth;

import io.oras.api.error.AuthenticationException;
import io.oras.auth.spi.AnonymousCredential;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.RegistryToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds what to send as {@code Authorization}. Thread safe.
 *
 * @param advice what to do where no credentials are found
 */
public record Authorizer(CredentialCache credentials, String advice, TokenCache tokens) {
  private static final String BEARER = "Bearer ";

  /**
   * The header's value, a secret; empty when the credential at hand is no answer to that challenge.
   *
   * @throws AuthenticationException when the token service refuses
   * @throws IOException when there is no credential or token to be had for another reason
   */
  public Optional<String> answer(AuthorizationRequest request) throws IOException {
    Credential credential = credentials.find(request);
    if (!exchanged(request, credential)) {
      return header(credential);
    }
    try {
      return Optional.of(BEARER + tokens.get(request, credential));
    } catch (AuthenticationException e) {
      credentials.refused(request.who(), credential);
      Credential newer = credentials.find(request);
      if (newer instanceof AnonymousCredential || newer.identity().equals(credential.identity())) {
        throw e;
      }
      return exchanged(request, newer)
          ? Optional.of(BEARER + tokens.get(request, newer))
          : header(newer);
    }
  }

  /** Whether a token service gives a token for the credential. */
  private static boolean exchanged(AuthorizationRequest request, Credential credential) {
    return request.challenge().is("bearer") && !(credential instanceof RegistryToken);
  }

  /**
   * The header that sends the credential itself; empty if the credential is for a token service.
   */
  private static Optional<String> header(Credential credential) {
    if (credential instanceof RegistryToken token) {
      return Optional.of(BEARER + token.token());
    }
    return credential instanceof BasicCredential basic
        ? Optional.of(basic(basic))
        : Optional.empty();
  }

  /**
   * Forgets what was refused: a token may have been revoked, a password changed.
   *
   * @throws IOException when a provider fails that is asked each time
   */
  public void forget(AuthorizationRequest request, String authorization) throws IOException {
    Credential credential = credentials.find(request);
    if (header(credential).filter(authorization::equals).isPresent()) {
      credentials.refused(request.who(), credential);
    } else {
      credentials.forget(request.who());
    }
    if (authorization.startsWith(BEARER)) {
      tokens.forget(authorization.substring(BEARER.length()));
    }
  }

  /** Why there is no answer, or why none was taken. */
  public String reason(AuthorizationRequest request) throws IOException {
    Credential credential = credentials.find(request);
    String registry = request.registry().authority();
    if (credential instanceof AnonymousCredential) {
      return "basic credential not found for " + registry + "; " + advice;
    }
    if (request.challenge().is("basic") && !(credential instanceof BasicCredential)) {
      return registry + " takes a user and a password, but there is only a token for it";
    }
    return "the credentials for " + registry + " were refused";
  }

  /** Returns the header of basic authentication (RFC 7617), in UTF-8. */
  static String basic(BasicCredential credential) {
    byte[] pair =
        (credential.user() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
