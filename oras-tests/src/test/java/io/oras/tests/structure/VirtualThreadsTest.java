package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks that no code holds a monitor, which pins a virtual thread to its carrier up to JDK 23 (JEP
 * 491). Core has {@code Mutex}, other modules use {@code ReentrantLock}.
 */
class VirtualThreadsTest {
  private static final Pattern MONITOR =
      Pattern.compile("(?m)^(?! *(?:/?\\*|//)).*\\bsynchronized\\b.*$");

  /** Each file with monitors, and the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "oras-api/src/main/java/io/oras/api/content/VerifyingInputStream.java",
          "methods that override synchronized methods of InputStream and wait for nothing");

  @Test
  void noCodeHoldsAMonitor() {
    Map<String, String> found = new TreeMap<>();
    for (String folder : Reactor.folders()) {
      for (Path file : Reactor.files(Reactor.ROOT.resolve(folder).resolve("src/main"), ".java")) {
        MONITOR
            .matcher(Reactor.read(file))
            .results()
            .findFirst()
            .ifPresent(
                line -> found.put(Reactor.ROOT.relativize(file).toString(), line.group().strip()));
      }
    }
    assertEquals(REASONS.keySet(), found.keySet(), found::toString);
  }
}
