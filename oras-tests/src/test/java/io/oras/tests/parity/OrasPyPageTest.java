package io.oras.tests.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/oras-py.md has a row for each item of oras-py's API. The members and tests that
 * the rows of this page and of docs/migrating/oras-py.md name exist.
 */
class OrasPyPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w*[a-z]\\w*(?:\\.\\w+)*)(\\(.*)?");
  private static final Pattern TEST = Pattern.compile("(\\w+)#(\\w+)");

  private final JavaNames java = new JavaNames();
  private TestMethods tests;
  private List<Row> rows;

  /**
   * A row of three cells.
   *
   * @param first what it is about
   * @param second what stands beside it
   * @param third the tests, or a dash
   */
  private record Row(String first, String second, String third) {
    static List<Row> in(String page) {
      return page.lines()
          .filter(line -> line.startsWith("| ") && line.endsWith(" |"))
          .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
          .filter(cells -> cells.length == 3)
          .map(cells -> new Row(cells[0], cells[1], cells[2]))
          .toList();
    }

    boolean isItem() {
      return first.startsWith("`oras.");
    }

    String item() {
      return first.substring(1, first.length() - 1);
    }

    boolean isNone() {
      return second.startsWith("none: ");
    }
  }

  @BeforeEach
  void read() throws IOException {
    tests = new TestMethods(SourceTree.root());
    rows = new ArrayList<>();
    for (String page : List.of("docs/migrating/oras-py.md", "docs/reference/oras-py.md")) {
      rows.addAll(Row.in(Files.readString(SourceTree.root().resolve(page))));
    }
  }

  @AfterEach
  void close() throws IOException {
    tests.close();
  }

  private static List<String> items() throws IOException {
    try (InputStream in = OrasPyPageTest.class.getResourceAsStream("oras-py-api.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static Stream<String> code(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1));
  }

  private static List<String> members(String cell) {
    return code(cell)
        .map(MEMBER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  @Test
  void eachItemOfTheApiHasItsRow() throws IOException {
    assertEquals(223, items().size());
    assertEquals(items(), rows.stream().filter(Row::isItem).map(Row::item).toList());
  }

  @Test
  void whatARowNamesInJavaIsThere() {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows.stream().filter(Row::isItem).toList()) {
      List<String> named = members(row.second());
      if (named.isEmpty()) {
        wrong.add(row.item() + " names nothing of Java");
      }
      named.stream()
          .filter(name -> !java.knows(name))
          .forEach(name -> wrong.add(row.item() + ": there is no " + name));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void eachRowIsShownByATestUnlessJavaItselfHasIt() {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows.stream().filter(Row::isItem).toList()) {
      if (row.isNone()) {
        if (members(row.second()).stream().anyMatch(name -> !java.isOfTheJdk(name))) {
          wrong.add(row.item() + " is to be had, and not of Java itself");
        }
      } else if (!TEST.matcher(row.third().replace("`", "")).matches()) {
        wrong.add(row.item() + " names no test");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void testsThatTheRowsNameAreThere() {
    List<String> wrong =
        rows.stream()
            .flatMap(row -> code(row.third()))
            .distinct()
            .filter(
                name -> {
                  MatchResult parts = TEST.matcher(name).results().findFirst().orElse(null);
                  return parts == null || !tests.has(parts.group(1), parts.group(2));
                })
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void eachMistakeOfOrasPyIsAnsweredByATest() {
    List<Row> mistakes = rows.stream().filter(row -> row.first().matches("\\d+")).toList();
    assertEquals(
        IntStream.rangeClosed(1, 29).mapToObj(Integer::toString).toList(),
        mistakes.stream().map(Row::first).toList());
    assertTrue(mistakes.stream().allMatch(row -> row.third().startsWith("`")));
  }

  @Test
  void eachStoryIsAProgramThatIsRun() throws IOException {
    try (Stream<Path> files =
        Files.list(SourceTree.root().resolve("oras-tests/src/test/java/com/example/stories"))) {
      List<String> programs =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .sorted()
              .toList();
      List<String> told =
          rows.stream()
              .filter(row -> row.third().contains("StoriesTest#") && !row.isItem())
              .map(row -> row.second().replace("`", ""))
              .filter(programs::contains)
              .sorted()
              .toList();
      assertEquals(programs, told);
    }
  }
}
