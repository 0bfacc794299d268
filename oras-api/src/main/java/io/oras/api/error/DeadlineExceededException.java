package io.oras.api.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The operation did not end within its timeout. All its requests, waits and threads have been
 * stopped.
 */
public final class DeadlineExceededException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /** Creates an exception for an operation with this timeout. */
  public DeadlineExceededException(Duration timeout) {
    this(timeout, null);
  }

  /** Creates an exception with the failure of the stopped work. */
  public DeadlineExceededException(Duration timeout, @Nullable Throwable cause) {
    super("not done within the timeout of " + words(timeout), null, null, cause);
    this.timeout = timeout;
  }

  private static String words(Duration timeout) {
    boolean wholeSeconds = timeout.toMillis() % 1000 == 0;
    return wholeSeconds ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
  }

  /** Returns the timeout. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  OrasException copy() {
    return new DeadlineExceededException(timeout, getCause());
  }
}
