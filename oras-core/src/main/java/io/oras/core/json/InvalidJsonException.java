package io.oras.core.json;

import org.jspecify.annotations.Nullable;

/**
 * A document that is no strict JSON, or has another shape than was expected.
 *
 * <p>It is checked and no {@code OrasException}: the reader of a document has to convert it to the
 * exception for a manifest, a token or a store. The message names the document or the path in it.
 */
public final class InvalidJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public InvalidJsonException(String message) {
    this(message, null);
  }

  /** With what is wrong and what caused it. */
  public InvalidJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
