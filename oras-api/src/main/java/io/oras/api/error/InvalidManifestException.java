package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** Bytes are not a valid manifest, index or layout. */
public final class InvalidManifestException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public InvalidManifestException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public InvalidManifestException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return new InvalidManifestException(problem(), getCause());
  }
}
