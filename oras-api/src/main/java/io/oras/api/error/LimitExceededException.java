package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Something is larger, longer or deeper than a limit that the builder sets; nothing was truncated.
 */
public final class LimitExceededException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public LimitExceededException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public LimitExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
