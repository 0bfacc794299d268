package io.oras.api.error;

/**
 * An operation needs a service without an installed provider. The exception is unchecked, because
 * the cause is wrong packaging. The message names the service, the installed providers, and the
 * artifact to add.
 */
public final class MissingProviderException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public MissingProviderException(String message) {
    super(message);
  }

  /** Creates an exception with a message and a cause. */
  public MissingProviderException(String message, Throwable cause) {
    super(message, cause);
  }
}
