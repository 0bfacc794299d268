package io.oras.core.concurrent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads to work on: virtual ones where the JVM has them (21 and later), else daemons that go away
 * when idle. Neither keeps a JVM alive.
 */
public final class WorkerThreads {
  private WorkerThreads() {}

  /**
   * Creates a pool without a bound of its own; the caller bounds what it submits, and closes it.
   *
   * @param factory of the threads, or null for the default
   */
  public static ExecutorService newPool(@Nullable ThreadFactory factory) {
    if (factory != null) {
      return Executors.newCachedThreadPool(factory);
    }
    try {
      MethodHandle virtual =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
      return (ExecutorService) virtual.invokeExact();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Executors.newCachedThreadPool(daemons());
    } catch (Throwable e) {
      throw new IllegalStateException("virtual threads are there and cannot be made", e);
    }
  }

  private static ThreadFactory daemons() {
    AtomicLong number = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, "oras-worker-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
