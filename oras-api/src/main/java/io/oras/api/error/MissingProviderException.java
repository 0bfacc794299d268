package io.oras.api.error;

/**
 * A service that an operation needs has no provider: a mistake in packaging, so unchecked. The
 * message names the service, what was found, and the artifact to add.
 */
public final class MissingProviderException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With the message. */
  public MissingProviderException(String message) {
    super(message);
  }

  /** With the message and what stood in the way. */
  public MissingProviderException(String message, Throwable cause) {
    super(message, cause);
  }
}
