package io.oras.core.concurrent;

import io.oras.api.error.OperationCancelledException;
import io.oras.core.function.IoAction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that submit further tasks, a bounded number at a time, the newest first. The first
 * failure drops what has not begun and interrupts what has. Each interrupt of the thread that waits
 * interrupts the tasks too.
 *
 * <p>Newest first walks a graph in depth: what waits for its children is a path, not a level.
 */
public final class TaskScheduler {
  /** How many tasks may run at once whatever they hold. */
  public static final int FEW = 5;

  /**
   * What tasks beyond {@link #FEW} may hold together with all others, in bytes. Large content fills
   * a line with few transfers; many small transfers fill it only together.
   */
  static final long BYTES = 16L << 20;

  /** A task that transfers content. */
  public interface Transfer extends IoAction {
    /** Returns how many bytes the task transfers. */
    long bytes();
  }

  private final Executor executor;
  private final IntSupplier concurrency;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Deque<IoAction> waiting = new ArrayDeque<>();
  private final Set<Thread> threads = new HashSet<>();
  private int workers;

  /** Workers that have not looked for their first task yet. */
  private int starting;

  private long bytes;
  private @Nullable Throwable failure;

  /** Creates a scheduler that runs a fixed number of tasks at once. */
  public TaskScheduler(Executor executor, int concurrency) {
    this(executor, () -> concurrency);
  }

  /**
   * Creates a scheduler.
   *
   * @param executor whose threads do the work
   * @param concurrency returns how many tasks to run at once; it is asked whenever a task is
   *     submitted or has ended
   */
  public TaskScheduler(Executor executor, IntSupplier concurrency) {
    this.executor = executor;
    this.concurrency = concurrency;
  }

  /** Adds a task; none is taken after a failure. */
  public void submit(IoAction task) {
    lock.lock();
    try {
      if (failure == null) {
        waiting.addLast(task);
        startWorkers();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the task may run beside so many others. */
  private boolean fits(IoAction task, int others) {
    return others < Math.max(1, concurrency.getAsInt())
        && (others < FEW || bytes + bytes(task) <= BYTES);
  }

  private static long bytes(IoAction task) {
    return task instanceof Transfer transfer ? transfer.bytes() : 0;
  }

  private void startWorkers() {
    while (starting < waiting.size() && fits(waiting.getLast(), workers)) {
      workers++;
      starting++;
      start();
    }
  }

  /** A worker that cannot begin is none: nobody waits for it. */
  private void start() {
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException e) {
      workers--;
      starting--;
      fail(new OperationCancelledException("closed while an operation was on its way", e));
    } catch (RuntimeException | Error e) {
      workers--;
      starting--;
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
          if (failure != null) {
            // Tasks may have taken the interrupt for the failure and clean up, for too long.
            interruptOthers();
          }
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
    if (cause != null) {
      throw SharedFailure.thrown(cause);
    }
  }

  /** Whatever is thrown: callbacks in languages without checked exceptions throw these too. */
  private void work() {
    for (IoAction task = next(null); task != null; task = next(task)) {
      try {
        Caller.run(task);
      } catch (Throwable e) {
        fail(e);
      }
    }
  }

  /** Returns the next task of this thread, or null if the thread ends. */
  private @Nullable IoAction next(@Nullable IoAction done) {
    lock.lock();
    try {
      if (done == null) {
        starting--;
      } else {
        bytes -= bytes(done);
      }
      IoAction task = waiting.peekLast();
      if (task != null && fits(task, workers - 1)) {
        waiting.removeLast();
        bytes += bytes(task);
        threads.add(Thread.currentThread());
        startWorkers();
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

  @SuppressWarnings("ReferenceEquality") // the same thread is meant
  private void interruptOthers() {
    threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
  }

  @SuppressWarnings("ReferenceEquality") // the same exception is meant
  private void fail(Throwable cause) {
    lock.lock();
    try {
      waiting.clear();
      if (failure == null) {
        failure = cause;
        interruptOthers();
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

    /** Returns the identity of the work, for {@link #isCurrent}. */
    public static Object current() {
      Object task = TASK.get();
      return task == null ? Thread.currentThread() : task;
    }

    /** Returns whether the current thread does the work with that identity. */
    @SuppressWarnings("ReferenceEquality") // a thread may define its own equality
    public static boolean isCurrent(Object identity) {
      return identity == current();
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
