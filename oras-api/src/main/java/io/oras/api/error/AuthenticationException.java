package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * 401 after all attempts: there are no credentials, the credentials are wrong, or the token service
 * refuses.
 */
public final class AuthenticationException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final String host;
  private final String challenge;

  /**
   * Creates an exception.
   *
   * @param response the answer
   * @param host that asked for credentials, with its port
   * @param challenge of the answer, or empty
   * @param hint what to do, or null
   */
  public AuthenticationException(
      RegistryResponse response, String host, String challenge, @Nullable String hint) {
    super(response, hint);
    this.host = host;
    this.challenge = challenge;
  }

  /** Returns the host that asked for credentials, with its port. */
  public String host() {
    return host;
  }

  /** Returns the challenge, such as {@code Bearer realm="…"}; empty if there was none. */
  public String challenge() {
    return challenge;
  }

  @Override
  OrasException copy() {
    return new AuthenticationException(answer(), host, challenge, hint().orElse(null));
  }
}
