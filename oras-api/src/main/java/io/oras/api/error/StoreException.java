package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** A store on disk or of a third party failed. */
public non-sealed class StoreException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public StoreException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public StoreException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return getClass() == StoreException.class
        ? new StoreException(problem(), getCause())
        : super.copy();
  }
}
