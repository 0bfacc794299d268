package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** An archive is broken or unsafe. Nothing of the archive is left on disk. */
public non-sealed class ArchiveException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public ArchiveException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public ArchiveException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return getClass() == ArchiveException.class
        ? new ArchiveException(problem(), getCause())
        : super.copy();
  }
}
