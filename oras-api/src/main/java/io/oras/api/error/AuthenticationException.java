package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * 401 after all that could be tried: no credentials, wrong ones, or a token service that refuses.
 */
public final class AuthenticationException extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final String host;
  private final String challenge;

  /**
   * With the answer.
   *
   * @param host that asked for credentials, with its port
   * @param challenge what it asked for, or empty
   * @param hint what to do about it, or null
   */
  public AuthenticationException(
      Response response, String host, String challenge, @Nullable String hint) {
    super(response, hint);
    this.host = host;
    this.challenge = challenge;
  }

  /** The host that asked for credentials, with its port. */
  public String host() {
    return host;
  }

  /** The challenge, such as {@code Bearer realm="…"}; empty when there was none. */
  public String challenge() {
    return challenge;
  }
}
