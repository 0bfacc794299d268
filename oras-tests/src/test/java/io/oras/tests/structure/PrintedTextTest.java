package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Text that may come from a registry reaches a terminal through {@code TextEscapes} alone. */
class PrintedTextTest {
  private static final Pattern PRINTS =
      Pattern.compile(
          "\\bPrint(Stream|Writer)\\b|System\\.(out|err)\\b|printStackTrace"
              + "|\\bFileDescriptor\\b|onsole(\\(\\))?\\s*\\.(printf|format|writer)\\b");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  /** Each class that writes to a stream of the process, and the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "ColorStream.java", "it escapes each message",
          "Printer.java", "it escapes each line");

  @Test
  void nobodyPrintsTextThatIsNotEscaped() {
    Set<String> printing =
        Reactor.folders().stream()
            .filter(folder -> !folder.equals("oras-tests"))
            .map(folder -> Reactor.ROOT.resolve(folder).resolve("src/main/java"))
            .flatMap(folder -> Reactor.files(folder, ".java").stream())
            .filter(
                file -> PRINTS.matcher(COMMENT.matcher(Reactor.read(file)).replaceAll("")).find())
            .map(file -> String.valueOf(file.getFileName()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(REASONS.keySet()), printing);
  }
}
