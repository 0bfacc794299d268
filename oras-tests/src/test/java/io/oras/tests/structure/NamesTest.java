package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Types have names that an engineer of the field would guess, and pages, comments and messages use
 * the terms of the field: no metaphors, no private words.
 */
class NamesTest {
  /** Words that say nothing to a reader who does not know this project. */
  private static final Set<String> EXCLUDED =
      Set.of(
          "Arrivals",
          "Box",
          "Door",
          "House",
          "Ladder",
          "Manners",
          "Moves",
          "Notices",
          "Pace",
          "Piece",
          "Road",
          "Room",
          "Spelling",
          "Trouble",
          "Walls",
          "World");

  /** Words with another term in this field, in pages, sources and help texts. */
  private static final Pattern EXCLUDED_TEXT =
      Pattern.compile(
          "(?:\\b|(?<=[a-z0-9])(?=[A-Z]))(?i:arrivals?|doors?|houses?|ladders?|manners|pace"
              + "|pieces?|roads?|rooms?|spellings?|troubles?|walls|in a box)(?![a-z])");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
  private static final Pattern WORD = Pattern.compile("[A-Z][a-z]+");

  @Test
  void noTypeIsNamedWithAMetaphorOrAPrivateWord() {
    Set<String> found = new TreeSet<>();
    int types = 0;
    for (Path file : Reactor.files(Reactor.ROOT, ".java")) {
      if (file.toString().contains("/target/")) {
        continue;
      }
      String code = COMMENT.matcher(Reactor.read(file)).replaceAll("");
      for (MatchResult type : TYPE.matcher(code).results().toList()) {
        types++;
        if (!excludedIn(type.group(1)).isEmpty()) {
          found.add(Reactor.ROOT.relativize(file) + ": " + type.group(1));
        }
      }
    }
    assertTrue(types > 500, "only " + types + " types were found");
    assertEquals(Set.of(), found);
  }

  @Test
  void pagesSourcesAndHelpTextsUseTheTermsOfTheField() {
    Set<String> found = new TreeSet<>();
    List<Path> files =
        Stream.of(".java", ".md", "examples.txt")
            .flatMap(ending -> Reactor.files(Reactor.ROOT, ending).stream())
            .filter(file -> !file.toString().contains("/target/"))
            .filter(file -> !file.endsWith("NamesTest.java"))
            .toList();
    assertTrue(files.size() > 500, "only " + files.size() + " files were found");
    for (Path file : files) {
      EXCLUDED_TEXT
          .matcher(Reactor.read(file))
          .results()
          .forEach(word -> found.add(Reactor.ROOT.relativize(file) + ": " + word.group()));
    }
    assertEquals(Set.of(), found);
  }

  @Test
  void wordsOfTextsAreFoundInThePluralAndNotInsideOtherWords() {
    for (String text :
        List.of("No room is left.", "two Pieces", "a registry in a box", "makeRoom(path)")) {
      assertTrue(EXCLUDED_TEXT.matcher(text).find(), text);
    }
    for (String text :
        List.of("troubleshooting", "the wall time", "a sandbox", "warehouse", "Broadcast")) {
      assertFalse(EXCLUDED_TEXT.matcher(text).find(), text);
    }
  }

  @Test
  void wordsAreFoundInsideNamesAndInThePlural() {
    assertEquals(List.of("Pieces"), excludedIn("StoredPieces"));
    assertEquals(List.of("World"), excludedIn("WorldTest"));
    assertEquals(List.of(), excludedIn("SandboxPlacement"));
  }

  private static List<String> excludedIn(String name) {
    return WORD.matcher(name)
        .results()
        .map(MatchResult::group)
        .filter(word -> EXCLUDED.contains(word) || EXCLUDED.contains(word.replaceFirst("s$", "")))
        .collect(Collectors.toList());
  }
}
