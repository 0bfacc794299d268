package io.oras.tests.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A file holds one idea, so it is short. */
class SizesTest {
  private static final int MOST = 300;

  /** A file that may be longer, and why: none yet. */
  private static final Map<String, String> REASONS = Map.of();

  private static Map<String, Integer> lines() {
    return Reactor.folders().stream()
        .map(folder -> Reactor.ROOT.resolve(folder).resolve("src/main/java"))
        .flatMap(folder -> Reactor.files(folder, ".java").stream())
        .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
        .collect(
            Collectors.toMap(
                SizesTest::name,
                file -> (int) Reactor.read(file).lines().count(),
                Math::max,
                TreeMap::new));
  }

  private static String name(Path file) {
    return Reactor.ROOT.relativize(file).toString();
  }

  @Test
  void halfOfTheTypesHaveFewerThan80Lines() {
    List<Integer> sorted = lines().values().stream().sorted().toList();
    assertTrue(sorted.size() > 300, "only " + sorted.size() + " files were found");
    int median = sorted.get(sorted.size() / 2);
    assertTrue(median < 80, "the median is " + median + " lines");
  }

  @Test
  void noFileIsLongWithoutAReason() {
    Set<String> tooLong =
        lines().entrySet().stream()
            .filter(file -> file.getValue() > MOST)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertEquals(
        REASONS.keySet(), tooLong, "files of more than " + MOST + " lines: part them, or say why");
  }
}
