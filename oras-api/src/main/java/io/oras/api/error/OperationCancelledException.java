package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The thread of the caller was interrupted, or another part of the same operation failed first.
 * After an interrupt, the interrupt flag of the thread is set.
 */
public final class OperationCancelledException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public OperationCancelledException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public OperationCancelledException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return new OperationCancelledException(problem(), getCause());
  }
}
