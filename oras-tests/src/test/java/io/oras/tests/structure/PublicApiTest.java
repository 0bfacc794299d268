package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API is what was reviewed: a file for each module that exports anything. With {@code
 * -Doras.api.update} the files are written anew, and the change is reviewed as part of the commit.
 */
class PublicApiTest {
  private static final Path FOLDER =
      Reactor.ROOT.resolve("oras-tests/src/test/resources/io/oras/tests/structure/api");

  private static final String ADVICE =
      """
      the public API changed; if that is meant, review the lines above, write it down with

        mvn -q test -Dquick -Dmaven.test.skip=false -pl oras-tests -am -Dtest=PublicApiTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Doras.api.update

      and commit it""";

  static Stream<BuiltModule> modules() {
    return Reactor.modules().stream().filter(module -> !module.exported().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePublicApiIsWhatWasReviewed(BuiltModule module) throws IOException {
    Path file = FOLDER.resolve(module.name() + ".txt");
    List<String> now = ApiText.of(module);
    if (System.getProperty("oras.api.update") != null) {
      Files.createDirectories(FOLDER);
      Files.write(file, now);
    }
    List<String> reviewed = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> changes = new ArrayList<>(without("- ", reviewed, now));
    changes.addAll(without("+ ", now, reviewed));
    assertTrue(changes.isEmpty(), () -> "\n" + String.join("\n", changes) + "\n" + ADVICE);
  }

  private static List<String> without(String mark, List<String> lines, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line)).map(line -> mark + line).toList();
  }
}
