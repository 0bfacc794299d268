package io.oras.core.concurrent;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Threads that wait within the code under test. */
public final class Waiting {
  private Waiting() {}

  /** Whether the thread is parked, and the innermost code that is not the JDK's is in the class. */
  public static boolean in(Class<?> type, Thread thread) {
    Optional<StackTraceElement> innermost =
        Arrays.stream(thread.getStackTrace())
            .filter(frame -> !frame.getClassName().startsWith("java."))
            .filter(frame -> !frame.getClassName().startsWith("jdk."))
            .findFirst();
    return innermost.isPresent()
        && innermost.get().getClassName().equals(type.getName())
        && LockSupport.getBlocker(thread) != null;
  }

  /** Returns when that is so. */
  public static void await(Class<?> type, Thread thread) throws InterruptedException {
    while (!in(type, thread)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }
}
