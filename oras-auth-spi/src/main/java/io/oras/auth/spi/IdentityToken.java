package io.oras.auth.spi;

/**
 * A refresh token for the token server of the registry (OAuth 2, RFC 6749 section 6): {@link
 * Credential#identityToken}.
 */
public final class IdentityToken implements Credential {
  private final Secret token;

  IdentityToken(Secret token) {
    this.token = token;
  }

  /** Returns the token as a new string. */
  public String token() {
    return token.reveal();
  }

  @Override
  public String identity() {
    return token.identity("identity token", "");
  }

  @Override
  public void destroy() {
    token.destroy();
  }

  @Override
  public String toString() {
    return "identity token(" + token + ")";
  }
}
