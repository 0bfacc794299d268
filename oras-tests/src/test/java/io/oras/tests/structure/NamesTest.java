package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Types have names that an engineer of the field would guess: no metaphors, no private words. */
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
