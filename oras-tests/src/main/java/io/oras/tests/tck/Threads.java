package io.oras.tests.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs an action on several threads at the same time. */
final class Threads {
  private static final int COUNT = 16;

  private Threads() {}

  /** The action. */
  @FunctionalInterface
  interface Run {
    void run(int number) throws Exception;
  }

  /** Runs the action on sixteen threads that start together, and throws the first failure. */
  static void sixteen(Run run) throws Exception {
    CountDownLatch ready = new CountDownLatch(COUNT);
    ExecutorService pool = Executors.newFixedThreadPool(COUNT);
    try {
      List<Callable<Void>> runs = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        int number = i;
        runs.add(
            () -> {
              ready.countDown();
              ready.await();
              run.run(number);
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(runs)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
