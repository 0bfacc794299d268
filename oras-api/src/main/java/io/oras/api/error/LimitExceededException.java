package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Content exceeds a limit of the client. The message names the limit. Content is never truncated.
 */
public final class LimitExceededException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public LimitExceededException(String problem) {
    this(problem, null);
  }

  /** Creates an exception with the problem in words and its cause. */
  public LimitExceededException(String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
  }

  @Override
  OrasException copy() {
    return new LimitExceededException(problem(), getCause());
  }
}
