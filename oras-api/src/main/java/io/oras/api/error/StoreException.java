package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** A store on disk, or of a third party, failed. */
public non-sealed class StoreException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public StoreException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
