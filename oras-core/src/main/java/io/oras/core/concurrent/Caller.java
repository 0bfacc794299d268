package io.oras.core.concurrent;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whose work the current thread does. In a {@link TaskScheduler} that is the task, elsewhere the
 * thread: a thread of a pool does the work of one task after the other, and what one of them held
 * is not the next one's.
 */
public final class Caller {
  private static final ThreadLocal<@Nullable Object> TASK = new ThreadLocal<>();

  private Caller() {}

  /** Returns the identity of the work; to be compared by reference. */
  public static Object current() {
    Object task = TASK.get();
    return task == null ? Thread.currentThread() : task;
  }

  /** Runs a task as work of its own. */
  static void run(TaskScheduler.Task task) throws IOException {
    Object outer = TASK.get();
    TASK.set(new Object());
    try {
      task.run();
    } finally {
      if (outer == null) {
        TASK.remove();
      } else {
        TASK.set(outer);
      }
    }
  }
}
