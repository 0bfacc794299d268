package io.oras.core.concurrent;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;

/**
 * The failure of work that one thread did for several callers. Each caller gets an {@link
 * OrasException} of its own; exceptions of other types are shared. Thread safe.
 */
public final class SharedFailure {
  private final Throwable failure;

  /** Copies the failure as it is now: the thread that did the work may suppress others in it. */
  public SharedFailure(Throwable failure) {
    this.failure = copy(failure);
  }

  private static Throwable copy(Throwable failure) {
    return failure instanceof OrasException e ? e.with(ErrorContext.none()) : failure;
  }

  /**
   * Throws the failure for one caller.
   *
   * @return nothing; the type lets a caller write {@code throw}
   */
  public IOException rethrow() throws IOException {
    throw thrown(copy(failure));
  }

  /** Throws whatever another thread has thrown, as {@link #rethrow}. */
  static IOException thrown(Throwable own) throws IOException {
    if (own instanceof IOException e) {
      throw e;
    } else if (own instanceof Error e) {
      throw e;
    }
    throw own instanceof RuntimeException e ? e : new UndeclaredThrowableException(own);
  }
}
