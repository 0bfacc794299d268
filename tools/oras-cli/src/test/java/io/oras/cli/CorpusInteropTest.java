package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.corpus.Corpus;
import io.oras.tests.tool.ExternalTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code oras} command with each document of the corpus. Where its outcome is not that of this
 * command, which {@link CorpusTest} proves, {@code oras-differences.txt} says why.
 */
@Tag("real")
class CorpusInteropTest {
  @TempDir Path root;
  @TempDir Path home;

  @Test
  void orasReadsEachDocumentAsThisCommandUnlessAReasonIsWrittenDown() throws Exception {
    ExternalTool.of("ORAS_IT_ORAS", home);
    Map<String, Set<String>> differences = new TreeMap<>();
    try (CorpusBench bench = new CorpusBench(root, Corpus.repositories())) {
      bench
          .outcomes(
              "oras",
              4,
              (folder, arguments) -> {
                ExternalTool.Run run =
                    ExternalTool.of("ORAS_IT_ORAS", home)
                        .in(folder)
                        .attempt(arguments.toArray(String[]::new));
                return new CorpusBench.Outcome(run.exit(), run.out(), run.err());
              })
          .forEach(
              (check, outcome) -> {
                if (!outcome.equals(check.expected())) {
                  differences
                      .computeIfAbsent(
                          check.repository() + " | " + outcome, line -> new TreeSet<>())
                      .add(check.source() + " " + check.use());
                }
              });
    }
    Set<String> found = new TreeSet<>();
    differences.forEach((line, checks) -> found.add(line + " | " + String.join(", ", checks)));
    Set<String> written = written();
    assertEquals(text(written, found), text(found, written));
  }

  /** The lines that the other has not. */
  private static String text(Set<String> lines, Set<String> other) {
    Set<String> only = new TreeSet<>(lines);
    only.removeAll(other);
    return String.join("\n", only);
  }

  private static Set<String> written() throws IOException {
    try (InputStream in = CorpusInteropTest.class.getResourceAsStream("oras-differences.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Set<String> lines = new TreeSet<>();
      reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(lines::add);
      return lines;
    }
  }
}
