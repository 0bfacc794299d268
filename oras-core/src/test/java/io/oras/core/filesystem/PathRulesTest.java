package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "\\evil",
        "\\\\host\\share",
        "C:",
        "C:/evil",
        "c:\\evil",
        "//x",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "..\\x",
        "a\\..\\..\\x",
        "a\0b",
        "\0"
      })
  void aPathThatIsUnsafeAnywhereIsRefusedEverywhere(String path) {
    assertNotNull(PathRules.problem(path, false), path);
    assertNotNull(PathRules.problem(path, true), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\b",
        "file:stream",
        "a.",
        "a ",
        "nul.txt",
        "nul .txt",
        "a*",
        "a\nb",
        "D:x",
        "CON",
        "con",
        "aux",
        "a/nul",
        "Lpt1/x",
        "com¹"
      })
  void whatMeansSomethingElseOnWindowsIsRefusedThere(String path) {
    assertNull(PathRules.problem(path, false), path);
    assertNotNull(PathRules.problem(path, true), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "./a", "a//b", "a/b/", "..a", "a..", "...", "console", "com10", "übung/日本"})
  void otherPathsAreFine(String path) {
    assertNull(PathRules.problem(path, false), path);
  }

  @Test
  void dotsAndEmptyNamesDropOut() {
    assertEquals(List.of("a", "b"), PathRules.parts("./a//./b/"));
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, is absolute",
    "C:/evil, is absolute",
    "a/../../x, contains",
    "a*, has a character that Windows reserves",
    "'a ', ends in a dot or a space",
    "a/nul.txt, is the name of a device"
  })
  void theProblemSaysWhy(String path, String why) {
    String problem = PathRules.problem(path, true);
    assertTrue(problem != null && problem.startsWith(why), problem);
  }

  @Test
  void aNulIsNamedSinceItIsNotSeen() {
    assertEquals("contains a NUL character", PathRules.problem("\0a", false));
  }
}
