package io.oras.tests.faults;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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

  /** Returns when some thread waits in a method of that class. */
  static void awaitParked(String type) {
    while (Thread.getAllStackTraces().entrySet().stream()
        .noneMatch(
            entry ->
                LockSupport.getBlocker(entry.getKey()) != null
                    && Arrays.stream(entry.getValue())
                        .map(StackTraceElement::getClassName)
                        .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
                        .findFirst()
                        .filter(type::equals)
                        .isPresent())) {
      Thread.onSpinWait();
    }
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
