package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about security names tests that exist, and each attack test stands on it. */
class SecurityPageTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

  /** The second column of a table. */
  private static final Pattern GUARD = Pattern.compile("(?m)^\\|[^|]*\\|([^|]*)\\|");

  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");
  private static final String PAGE =
      Reactor.read(Reactor.ROOT.resolve("docs/reference/security.md"));

  private static final String INPUTS = "## Inputs from outside";

  private static Map<String, String> tests() {
    return Stream.concat(Reactor.folders().stream(), Stream.of("tools/oras-cli"))
        .distinct()
        .map(folder -> Reactor.ROOT.resolve(folder).resolve("src/test/java"))
        .flatMap(folder -> Reactor.files(folder, "Test.java").stream())
        .collect(Collectors.toMap(SecurityPageTest::name, Reactor::read, String::concat));
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  @Test
  void everyTestOnThePageExists() {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    List<MatchResult> named = NAMED.matcher(PAGE).results().toList();
    assertTrue(named.size() > 200, "only " + named.size() + " tests were found");
    for (MatchResult test : named) {
      String text = tests.getOrDefault(test.group(1), "");
      String method = test.group(2);
      if (text.isEmpty() || (method != null && !text.contains(" " + method + "("))) {
        missing.add(test.group());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyGuardOfAnInputExists() {
    Set<String> types =
        Stream.concat(Reactor.folders().stream(), Stream.of("tools/oras-cli"))
            .map(folder -> Reactor.ROOT.resolve(folder).resolve("src/main/java"))
            .flatMap(folder -> Reactor.files(folder, ".java").stream())
            .map(SecurityPageTest::name)
            .collect(Collectors.toSet());
    String inputs = PAGE.substring(PAGE.indexOf(INPUTS), PAGE.indexOf("## Advisories"));
    Set<String> guards =
        GUARD
            .matcher(inputs)
            .results()
            .flatMap(row -> TYPE.matcher(row.group(1)).results())
            .map(type -> type.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(guards.size() > 30, guards::toString);
    guards.removeAll(types);
    assertEquals(Set.of(), guards, "these guards on the page have no source file");
  }

  @Test
  void everyInputHasATestOnThePage() {
    Set<String> attacks =
        tests().keySet().stream()
            .filter(name -> name.endsWith("FuzzTest"))
            .collect(Collectors.toCollection(TreeSet::new));
    String inputs = PAGE.substring(PAGE.indexOf(INPUTS));
    attacks.removeIf(name -> inputs.contains("`" + name + "`"));
    assertEquals(
        Set.of(), attacks, "the table of inputs in docs/reference/security.md lacks these");
  }
}
