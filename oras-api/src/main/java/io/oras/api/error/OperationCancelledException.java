package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted, or another part of the operation failed first. */
public final class OperationCancelledException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public OperationCancelledException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public OperationCancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
