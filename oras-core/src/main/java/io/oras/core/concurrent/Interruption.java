package io.oras.core.concurrent;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Recognises work that ended because its thread was interrupted, whatever foreign code throws. */
public final class Interruption {
  /** Chains of causes are short; a longer one may be a circle. */
  private static final int MAX_CAUSES = 20;

  private Interruption() {}

  /**
   * Returns whether the failure comes from an interrupt of the current thread: the interrupt flag
   * is set, or the failure or one of its causes says so.
   */
  public static boolean happened(Throwable failure) {
    return Thread.currentThread().isInterrupted() || isCauseOf(failure);
  }

  private static boolean isCauseOf(Throwable failure) {
    Throwable next = failure;
    // Subclasses of InterruptedIOException stand for time-outs in some libraries.
    for (int i = 0; next != null && i < MAX_CAUSES; i++) {
      if (next instanceof InterruptedException
          || next instanceof ClosedByInterruptException
          || next.getClass() == InterruptedIOException.class) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }

  /**
   * Returns whether the failure says that the operation of the current thread is stopped, for
   * whatever reason, and nothing about what it has tried.
   */
  public static boolean stopped(Throwable failure) {
    return failure instanceof OperationCancelledException
        || failure instanceof DeadlineExceededException
        || failure instanceof ClientClosedException
        || happened(failure);
  }

  /**
   * Ends work that was interrupted, however the interrupt showed itself.
   *
   * @throws OperationCancelledException if the failure comes from an interrupt
   */
  public static void throwIfHappened(Throwable failure) throws OperationCancelledException {
    if (happened(failure)) {
      throw cancelled(failure);
    }
  }

  /** Sets the interrupt flag and returns the exception with this message. */
  public static OperationCancelledException cancelled(String message, Throwable cause) {
    Thread.currentThread().interrupt();
    return new OperationCancelledException(message, cause);
  }

  /** Sets the interrupt flag and returns the exception that says so. */
  public static OperationCancelledException cancelled(Throwable cause) {
    OperationCancelledException cancelled = cancelled("interrupted", cause);
    return cause instanceof OperationCancelledException e ? e : cancelled;
  }
}
