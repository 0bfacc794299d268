package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "left");
    return aged(file, age);
  }

  private static Path aged(Path path, Duration age) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void filesAndFoldersOfAKilledProgramAreRemovedAfterADay() throws IOException {
    aged(Files.createFile(TemporaryFiles.beside(folder.resolve("file"))), DAY.plusMinutes(1));
    Path unpacked = TemporaryFiles.createFolder(folder);
    Path below = Files.createDirectory(unpacked.resolve("sub"));
    Files.writeString(below.resolve("file"), "left");
    aged(below, DAY.plusMinutes(1));
    aged(unpacked, DAY.plusMinutes(1));
    file(".oras-00000000-0000-4000-8000-000000000000.tar", DAY.plusMinutes(1));
    Path own = Files.createFile(TemporaryFiles.beside(folder.resolve("file")));

    TemporaryFiles.removeAbandoned(own);

    assertEquals(Set.of(own.getFileName().toString()), names());
  }

  @Test
  void whatMayStillBeInUseStays() throws IOException {
    Path fresh =
        aged(Files.createFile(TemporaryFiles.beside(folder.resolve("file"))), DAY.minusMinutes(1));
    Path own = Files.createFile(TemporaryFiles.beside(folder.resolve("file")));

    TemporaryFiles.removeAbandoned(own);

    assertEquals(Set.of(fresh.getFileName().toString(), own.getFileName().toString()), names());
  }

  @Test
  void aFolderStaysWhileFilesComeIntoAFolderBelowIt() throws IOException {
    Path layout = TemporaryFiles.createFolder(folder);
    Path blobs = Files.createDirectory(layout.resolve("blobs"));
    aged(Files.createDirectory(blobs.resolve("sha256")), DAY.minusMinutes(1));
    aged(blobs, DAY.plusMinutes(1));
    aged(layout, DAY.plusMinutes(1));
    Path own = Files.createFile(TemporaryFiles.beside(folder.resolve("file")));

    TemporaryFiles.removeAbandoned(own);

    assertEquals(Set.of(layout.getFileName().toString(), own.getFileName().toString()), names());
  }

  @Test
  void filesOfOtherNamesAndLinksStay() throws IOException {
    file(".oras-notes.tmp", DAY.plusDays(1));
    file(".oras-3f0a.old", DAY.plusDays(1));
    Path outside = file("mine", DAY.plusDays(1));
    Path link = Files.createSymbolicLink(TemporaryFiles.beside(folder.resolve("file")), outside);
    Path own = Files.createFile(TemporaryFiles.beside(folder.resolve("file")));

    TemporaryFiles.removeAbandoned(own);

    assertEquals(
        Set.of(
            ".oras-notes.tmp",
            ".oras-3f0a.old",
            "mine",
            link.getFileName().toString(),
            own.getFileName().toString()),
        names());
  }
}
