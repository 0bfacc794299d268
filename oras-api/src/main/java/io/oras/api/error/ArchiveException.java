package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** An archive is broken, or refused as unsafe; nothing of it was left on disk. */
public non-sealed class ArchiveException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public ArchiveException(String message) {
    this(message, null);
  }

  /** With what went wrong and what caused it. */
  public ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
