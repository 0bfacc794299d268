package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of the library that were there at some time. */
record Threads(Set<Thread> known) {
  static Threads now() {
    return new Threads(ours());
  }

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("oras-") || t.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }

  /** Fails when threads that are new do not end. */
  void awaitEnd() throws InterruptedException {
    Set<Thread> left = ours();
    left.removeAll(known);
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (Thread thread : left) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      assertTrue(!thread.isAlive(), () -> "thread " + thread + " is left");
    }
  }
}
