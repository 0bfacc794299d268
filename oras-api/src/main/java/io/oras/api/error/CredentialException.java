package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Credentials could not be read, obtained or stored. A registry without credentials is not an
 * error.
 */
public non-sealed class CredentialException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public CredentialException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public CredentialException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return getClass() == CredentialException.class
        ? new CredentialException(problem(), getCause())
        : super.copy();
  }
}
