package io.oras.tests.faults;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Returns when some thread, also a virtual one, waits in a method of that class. */
  static void awaitParked(String type) {
    while (!isParked(type) && !isVirtualThreadIn(type)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isParked(String type) {
    return Thread.getAllStackTraces().entrySet().stream()
        .anyMatch(
            entry ->
                LockSupport.getBlocker(entry.getKey()) != null
                    && Arrays.stream(entry.getValue())
                        .map(StackTraceElement::getClassName)
                        .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
                        .findFirst()
                        .filter(type::equals)
                        .isPresent());
  }

  /** Only the dump of a JDK from 21 on lists virtual threads; before, there are none. */
  private static boolean isVirtualThreadIn(String type) {
    if (Runtime.version().feature() < 21) {
      return false;
    }
    try {
      Path folder = Files.createTempDirectory("threads");
      Path dump = folder.resolve("dump.txt");
      Method dumpThreads =
          Arrays.stream(HotSpotDiagnosticMXBean.class.getMethods())
              .filter(method -> method.getName().equals("dumpThreads"))
              .findFirst()
              .orElseThrow();
      dumpThreads.invoke(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class),
          dump.toString(),
          dumpThreads.getParameterTypes()[1].getEnumConstants()[0]);
      String text = Files.readString(dump);
      Files.delete(dump);
      Files.delete(folder);
      return text.contains(" " + type + ".");
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
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
