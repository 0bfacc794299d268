package io.oras.tests.faults;

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

  /** Returns when all threads that are new have ended. */
  void awaitEnd() throws InterruptedException {
    Set<Thread> left = ours();
    left.removeAll(known);
    for (Thread thread : left) {
      thread.join();
    }
  }
}
