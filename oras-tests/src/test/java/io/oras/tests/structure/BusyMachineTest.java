package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that tests hold on a busy machine: they wait for a state, and the limits that end a test
 * that hangs stand in the build ({@code test.limit}) and in {@code SafetyLimit}.
 */
class BusyMachineTest {
  private static final Pattern LUCK =
      Pattern.compile(
          "@Timeout\\((?!2 \\* SafetyLimit)"
              + "|assertTimeout"
              + "|Thread\\.sleep"
              + "|\\.getState\\(\\)"
              + "|\\.(get|await|waitFor|orTimeout|awaitTermination)\\([0-9_]+, TimeUnit\\.\\w*SECONDS"
              + "|\\.join\\([0-9_]+\\)");

  @Test
  void noTestAssertsThatSomethingIsQuick() {
    Map<String, List<String>> found = new TreeMap<>();
    for (String folder : Reactor.folders()) {
      Stream<Path> sources =
          Stream.of("src/test/java", "src/main/java")
              .filter(part -> part.contains("test") || folder.equals("oras-tests"))
              .map(part -> Reactor.ROOT.resolve(folder).resolve(part))
              .flatMap(part -> Reactor.files(part, ".java").stream())
              .filter(file -> !file.endsWith("BusyMachineTest.java"));
      sources.forEach(
          file -> {
            List<String> lines =
                Reactor.read(file).lines().filter(LUCK.asPredicate()).map(String::strip).toList();
            if (!lines.isEmpty()) {
              found.put(Reactor.ROOT.relativize(file).toString(), lines);
            }
          });
    }
    assertEquals(Map.of(), found);
  }
}
