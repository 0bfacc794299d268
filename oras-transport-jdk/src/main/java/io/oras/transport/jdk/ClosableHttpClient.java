package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A client that can be ended: a living selector thread holds a JVM's exit up for 300 ms. From JDK
 * 21 a client has {@code shutdownNow}. Before, its selector ends when it is interrupted, closing
 * all connections; it is found through the thread group that it was made in.
 */
record ClosableHttpClient(HttpClient client, @Nullable ThreadGroup group) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final @Nullable MethodHandle SHUTDOWN =
      method("shutdownNow", MethodType.methodType(void.class));
  private static final @Nullable MethodHandle AWAIT =
      method("awaitTermination", MethodType.methodType(boolean.class, Duration.class));

  private static @Nullable MethodHandle method(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // An older JDK.
    }
  }

  static ClosableHttpClient build(HttpClient.Builder builder) throws TransportException {
    if (SHUTDOWN != null) {
      try {
        return new ClosableHttpClient(builder.build(), null);
      } catch (UncheckedIOException e) {
        throw none(e);
      }
    }
    ThreadGroup group = new ThreadGroup("oras-transport");
    FutureTask<HttpClient> task = new FutureTask<>(builder::build);
    new Thread(group, task, "oras-transport").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return new ClosableHttpClient(task.get(), group);
        } catch (InterruptedException e) {
          interrupted = true; // The next wait notices; this one takes milliseconds.
        }
      }
    } catch (ExecutionException e) {
      throw none(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TransportException none(@Nullable Throwable cause) {
    return new TransportException(
        TransportException.Kind.TRANSIENT, "no HTTP client could be made: " + cause, cause);
  }

  /** A pool's threads are of the group that first gave the pool work; they are everybody's. */
  private static List<Thread> threads(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount()];
    int n = group.enumerate(threads);
    return Arrays.stream(threads, 0, n).filter(t -> !(t instanceof ForkJoinWorkerThread)).toList();
  }

  void close() {
    try {
      if (SHUTDOWN != null && AWAIT != null) {
        SHUTDOWN.invoke(client);
        boolean unused = (boolean) AWAIT.invoke(client, PATIENCE);
      } else if (group != null) {
        List<Thread> own = threads(group);
        own.forEach(Thread::interrupt);
        for (Thread thread : own) {
          thread.join(PATIENCE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the client could not be ended", e);
    }
  }
}
