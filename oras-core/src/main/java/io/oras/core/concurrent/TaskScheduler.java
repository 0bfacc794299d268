package io.oras.core.concurrent;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.function.IoAction;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that submit further tasks, a bounded number at a time, the newest first. The first
 * failure drops what has not begun and interrupts what has.
 *
 * <p>Newest first walks a graph in depth: what waits for its children is a path, not a level.
 */
public final class TaskScheduler {

  private final Executor executor;
  private final int concurrency;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Deque<IoAction> waiting = new ArrayDeque<>();
  private final Set<Thread> threads = new HashSet<>();
  private int workers;
  private @Nullable Throwable failure;

  /** On the executor's threads, so many at a time. */
  public TaskScheduler(Executor executor, int concurrency) {
    this.executor = executor;
    this.concurrency = concurrency;
  }

  /** Adds a task; none is taken after a failure. */
  public void submit(IoAction task) {
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      waiting.addLast(task);
      if (workers < concurrency) {
        workers++;
        start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A worker that cannot begin is none: nobody waits for it. */
  private void start() {
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException e) {
      workers--;
      fail(new OperationCancelledException("closed while an operation was on its way", e));
    } catch (RuntimeException | Error e) {
      workers--;
      fail(e);
    }
  }

  /**
   * Waits until no task is left and no thread works on one.
   *
   * @throws IOException the first failure; others are suppressed in it
   */
  public void await() throws IOException {
    boolean interrupted = false;
    Throwable cause;
    lock.lock();
    try {
      while (workers > 0) {
        try {
          idle.await();
        } catch (InterruptedException e) {
          interrupted = true;
          fail(new OperationCancelledException("interrupted", e));
        }
      }
      cause = failure;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (cause instanceof IOException e) {
      throw e;
    } else if (cause instanceof RuntimeException e) {
      throw e;
    } else if (cause instanceof Error e) {
      throw e;
    } else if (cause != null) {
      throw new UndeclaredThrowableException(cause);
    }
  }

  /** Whatever is thrown: callbacks in languages without checked exceptions throw these too. */
  private void work() {
    for (IoAction task = next(); task != null; task = next()) {
      try {
        Caller.run(task);
      } catch (Throwable e) {
        fail(e);
      }
    }
  }

  /** The next task of this thread, or null when it is to leave. */
  private @Nullable IoAction next() {
    lock.lock();
    try {
      IoAction task = waiting.pollLast();
      if (task != null) {
        threads.add(Thread.currentThread());
        return task;
      }
      threads.remove(Thread.currentThread());
      // An interrupt meant for this run stays in it: the thread may serve others next.
      Thread.interrupted();
      workers--;
      if (workers == 0) {
        idle.signalAll();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    lock.lock();
    try {
      waiting.clear();
      if (failure == null) {
        failure = cause;
        threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
      } else if (cause != failure && !(cause instanceof OperationCancelledException)) {
        failure.addSuppressed(cause);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whose work the current thread does. In a {@link TaskScheduler} that is the task, elsewhere the
   * thread: a thread of a pool does the work of one task after the other, and what one of them held
   * is not the next one's.
   */
  public static final class Caller {
    private static final ThreadLocal<@Nullable Object> TASK = new ThreadLocal<>();

    private Caller() {}

    /** Returns the identity of the work; to be compared by reference. */
    public static Object current() {
      Object task = TASK.get();
      return task == null ? Thread.currentThread() : task;
    }

    /** Runs a task as work of its own. */
    static void run(IoAction task) throws IOException {
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
}
