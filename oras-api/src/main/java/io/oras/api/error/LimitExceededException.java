package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Content exceeds a limit. If the limit is a setting of the client, such as {@code manifestBytes}
 * of {@code Limits}, the message names the setting and its value. Content is never truncated.
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
