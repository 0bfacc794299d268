package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every requirement on a client has a test with its id as tag, or a reason in
 * docs/maintainers/conformance.md.
 */
class ConformanceTest {
  private static final Path ROOT = SourceTree.root();
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]+-[A-Z0-9-]+)\"\\)");
  private static final Pattern REASON =
      Pattern.compile("(?m)^\\| ([A-Z]+-[A-Z0-9-]+) \\| \\S.{10,}");

  private static Set<String> checklist() throws IOException {
    try (InputStream in = ConformanceTest.class.getResourceAsStream("checklist.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  private static Set<String> tags() throws IOException {
    Set<String> tags = new TreeSet<>();
    try (Stream<Path> modules = Files.walk(ROOT, 2)) {
      List<Path> tests =
          modules.map(m -> m.resolve("src/test/java")).filter(Files::isDirectory).toList();
      for (Path folder : tests) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
            tags.addAll(find(TAG, Files.readString(file)));
          }
        }
      }
    }
    return tags;
  }

  private static Set<String> find(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void everyRequirementHasATestOrAReason() throws IOException {
    Set<String> open = checklist();
    assertEquals(287, open.size());
    open.removeAll(tags());
    open.removeAll(find(REASON, Files.readString(ROOT.resolve("docs/maintainers/conformance.md"))));
    assertEquals(Set.of(), open, "neither test nor reason");
  }

  @Test
  void aReasonStandsOnlyWhereThereIsNoTest() throws IOException {
    Set<String> reasons =
        find(REASON, Files.readString(ROOT.resolve("docs/maintainers/conformance.md")));
    assertTrue(checklist().containsAll(reasons), "reasons for rows that are none");
    reasons.retainAll(tags());
    assertEquals(Set.of(), reasons, "has a test by now");
  }
}
