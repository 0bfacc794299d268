package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Titles and names of entries, below a folder that holds links outwards. */
class SafePathsFuzzTest {
  @TempDir Path temp;

  private static String path(SeededRandom chance) {
    String text =
        chance
            .list(
                1,
                5,
                () ->
                    chance.pick(
                        "a",
                        "b",
                        "link",
                        "..",
                        ".",
                        "",
                        "file",
                        "C:",
                        "NUL",
                        "nul.txt",
                        "...",
                        "a\\..\\..",
                        " ",
                        "x".repeat(250),
                        chance.anyText(6)))
            .stream()
            .collect(Collectors.joining(chance.pick("/", "/", "\\", "//")));
    return chance.oneIn(8) ? "/" + text : text;
  }

  private static String names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toString).sorted().collect(Collectors.joining("\n"));
    }
  }

  @Test
  void aPathStaysBelowItsFolderOrIsRefused() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("folder")).toRealPath();
    Path outside = Files.createDirectories(temp.resolve("outside/a"));
    Files.writeString(folder.resolve("file"), "x");
    Files.createSymbolicLink(folder.resolve("link"), outside.getParent());
    String before = names(outside.getParent());
    PropertyRunner.check(
        "safe-path",
        2000,
        chance -> {
          String text = path(chance);
          try {
            Path path = SafePaths.ofTitles(folder, () -> {}).prepare(text);
            assertTrue(path.startsWith(folder) && path.normalize().equals(path), text);
            Path parent = path.equals(folder) ? folder : path.getParent();
            assertEquals(parent, parent.toRealPath(), text);
          } catch (OrasException e) {
            assertNotEquals("", e.getMessage());
          } catch (IOException e) {
            // A name that this file system does not take.
          }
          assertEquals(before, names(outside.getParent()));
        });
  }

  @Test
  void whatWindowsTakesForSomethingElseIsRefusedThere() {
    PropertyRunner.check(
        "windows-path",
        2000,
        chance -> {
          String text = path(chance);
          if (PathRules.problem(text, true) == null) {
            assertNull(PathRules.problem(text, false), text);
            for (String part : PathRules.parts(text)) {
              assertTrue(part.matches("(?s)[^\\x00-\\x1f<>:\"|?*\\\\]*[^ .<>:\"|?*\\\\]"), part);
            }
          }
        });
  }
}
