package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that {@code HeaderReader} limits all header values that core reads. */
class HeaderReadersTest {
  /** A header that is read; whether it is there costs nothing. */
  private static final Pattern READ =
      Pattern.compile(
          "[hH]eaders(\\(\\))?\\s*\\.(first|all)\\((?!.*\\)\\s*\\.is(Present|Empty)\\(\\))");

  /** Each file that reads a header by itself, and the reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "ReferrersTagIndex.java", "an ETag is sent back as it came",
          "ResponseCheck.java", "a challenge is shown, not parsed",
          "SentSecrets.java", "it reads a request of our own",
          "HeaderReader.java", "it is the one place");

  @Test
  void noHeaderIsReadPastTheReader() {
    Map<String, String> found = new TreeMap<>();
    Reactor.files(Reactor.ROOT.resolve("oras-core/src/main/java"), ".java")
        .forEach(
            file -> {
              String lines =
                  Reactor.read(file)
                      .replaceAll("\\s+\\.", ".")
                      .lines()
                      .filter(READ.asPredicate())
                      .map(String::strip)
                      .collect(Collectors.joining("\n"));
              if (!lines.isEmpty()) {
                found.put(file.getFileName().toString(), lines);
              }
            });
    assertEquals(REASONS.keySet(), found.keySet(), found::toString);
  }
}
