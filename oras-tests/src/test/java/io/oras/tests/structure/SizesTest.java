package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that files stay short enough to hold one idea. */
class SizesTest {
  private static final int MOST = 400;

  /** Each file that may be longer, and the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "oras-core/src/main/java/io/oras/core/Oras.java",
          "The entry point: twelve verbs, each in three forms with its documentation.",
          "oras-core/src/main/java/io/oras/core/OrasBuilder.java",
          "The builder: each setting of a client with its documentation and its check.",
          "oras-core/src/main/java/io/oras/core/Repository.java",
          "The verbs of a repository, each in three forms with its documentation.");

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
  void noFileIsLongWithoutAReason() {
    Map<String, Integer> lines = lines();
    assertTrue(lines.size() > 300, "only " + lines.size() + " files were found");
    Set<String> tooLong =
        lines.entrySet().stream()
            .filter(file -> file.getValue() > MOST)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertEquals(
        REASONS.keySet(),
        tooLong,
        "files of more than " + MOST + " lines: split them, or give a reason");
  }
}
