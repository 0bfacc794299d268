package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that no two places of the main code have the same ten lines. */
class DuplicatesTest {
  private static final int LINES = 10;

  /** Comments, imports, and lines that say nothing alone: they count neither way. */
  private static final Pattern IGNORED =
      Pattern.compile(
          "|[/*].*|(?:import|package) .*|@Override|[(){};, ]+|\\} finally \\{|.*throws IOException \\{");

  /** One line that counts. */
  private record Line(String file, int number, String text) {}

  private static List<Line> lines(Path file) {
    List<Line> lines = new ArrayList<>();
    String name = Reactor.ROOT.relativize(file).toString();
    int number = 0;
    for (String line : Reactor.read(file).lines().toList()) {
      number++;
      String text = line.strip();
      if (!IGNORED.matcher(text).matches()) {
        lines.add(new Line(name, number, text));
      }
    }
    return lines;
  }

  /** Returns the pairs of places, each with the first line of a run that both have. */
  private static Set<String> duplicates(List<List<Line>> files) {
    Map<List<String>, Line> known = new HashMap<>();
    Set<String> found = new TreeSet<>();
    for (List<Line> file : files) {
      for (int i = 0; i + LINES <= file.size(); i++) {
        Line start = file.get(i);
        List<String> run = file.subList(i, i + LINES).stream().map(Line::text).toList();
        Line other = known.putIfAbsent(run, start);
        if (other != null) {
          found.add(
              "%s:%s and %s:%s".formatted(other.file, other.number, start.file, start.number));
        }
      }
    }
    return found;
  }

  @Test
  void noTwoPlacesHaveTheSameTenLines() {
    List<List<Line>> files =
        Reactor.folders().stream()
            .map(folder -> Reactor.ROOT.resolve(folder).resolve("src/main/java"))
            .flatMap(folder -> Reactor.files(folder, ".java").stream())
            .map(DuplicatesTest::lines)
            .toList();
    assertTrue(files.size() > 300, "only " + files.size() + " files were found");
    assertEquals(List.of(), List.copyOf(duplicates(files)), "use the same code in both places");
  }

  @Test
  void sameLinesAreFoundInTwoFiles() {
    List<Line> one = new ArrayList<>();
    List<Line> other = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      one.add(new Line("One.java", i, "line " + i));
      other.add(new Line("Other.java", i + 100, "line " + i));
    }
    assertEquals(
        List.of("One.java:0 and Other.java:100"), List.copyOf(duplicates(List.of(one, other))));
  }
}
