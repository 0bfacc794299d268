package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** Bytes that are no valid manifest, index or layout. */
public final class InvalidManifestException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public InvalidManifestException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public InvalidManifestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
