package io.oras.auth.spi;

/**
 * An access token that is sent to the registry unchanged (RFC 6750): {@link
 * Credential#registryToken}.
 */
public final class RegistryToken implements Credential {
  private final Secret token;

  RegistryToken(Secret token) {
    this.token = token;
  }

  /** Returns the token as a new string. */
  public String token() {
    return token.reveal();
  }

  @Override
  public String identity() {
    return token.identity("registry token", "");
  }

  @Override
  public void destroy() {
    token.destroy();
  }

  @Override
  public String toString() {
    return "registry token(" + token + ")";
  }
}
