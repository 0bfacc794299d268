package io.oras.core.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system where case does not matter, which is played here. */
class CaseCollisionTest {
  @TempDir Path folder;

  private static @Nullable String stored(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name::equalsIgnoreCase)
          .findFirst()
          .orElse(null);
    }
  }

  private SafePaths paths() throws IOException {
    return SafePaths.ofEntries(folder, CaseCollisionTest::stored);
  }

  @Test
  void twoEntriesThatAreOneFileAreRefused() throws IOException {
    SafePaths paths = paths();
    Files.createFile(paths.prepare("Makefile"));

    ArchiveException e = assertThrows(ArchiveException.class, () -> paths.prepare("makefile"));

    assertTrue(e.getMessage().contains("is the same file as 'Makefile'"), e.getMessage());
  }

  @Test
  void aFolderThatIsAnotherInOtherLettersIsRefused() throws IOException {
    SafePaths paths = paths();
    paths.prepare("Sub/a");
    paths.prepare("other/a");

    assertThrows(ArchiveException.class, () -> paths.prepare("sub/b"));
  }

  @Test
  void oneSpellingMayComeAgain() throws IOException {
    SafePaths paths = paths();
    Files.createFile(paths.prepare("sub/a"));

    assertEquals(paths.prepare("sub/a"), paths.prepare("sub/a"));
  }
}
