package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The registry answered with 401 after all attempts: there are no credentials, the credentials are
 * wrong, or the token server refuses them.
 */
public final class AuthenticationException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final String host;
  private final String challenge;

  /**
   * Creates an exception.
   *
   * @param response the response
   * @param host the host that requires credentials, with its port
   * @param challenge the challenge in the response; may be empty
   * @param hint what to do, or null
   */
  public AuthenticationException(
      RegistryResponse response, String host, String challenge, @Nullable String hint) {
    super(response, hint);
    this.host = host;
    this.challenge = challenge;
  }

  /** Returns the host that requires credentials, with its port. */
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
