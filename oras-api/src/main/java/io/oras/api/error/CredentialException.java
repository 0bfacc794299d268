package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** Credentials could not be read, obtained or stored; that there are none is no error. */
public non-sealed class CredentialException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public CredentialException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public CredentialException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
