package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code backup} writes to, and what it leaves alone. */
class BackupOutputTest extends CommandLineTest {
  @BeforeEach
  void artifact() {
    push("REG/demo:v1");
  }

  @Test
  void aFileThatIsNoBackupStays() throws IOException {
    Files.writeString(folder.resolve("notes"), "mine");
    List<String> errors = oras("backup", "-o", "notes", "REG/demo").errors();
    assertTrue(errors.get(0).contains("already exists and is not a directory"), errors.get(0));
    assertEquals("mine", Files.readString(folder.resolve("notes")));
  }

  @Test
  void aFileNamedLikeAnArchiveStaysUnlessItIsABackup() throws IOException {
    Path output = folder.resolve("b.tar");
    Files.writeString(output, "mine");
    List<String> errors = oras("backup", "-o", "b.tar", "REG/demo").errors();
    assertTrue(errors.get(0).contains("already exists and is not a backup"), errors.get(0));
    assertEquals("mine", Files.readString(output));

    Files.delete(output);
    oras("backup", "-o", "b.tar", "REG/demo").lines();
    oras("backup", "-o", "b.tar", "REG/demo").lines();
  }

  @Test
  void aFolderNamedLikeAnArchiveStays() throws IOException {
    Files.createDirectory(folder.resolve("empty.tar"));
    Files.createDirectory(folder.resolve("full.TAR"));
    Files.writeString(folder.resolve("full.TAR/mine"), "mine");
    for (String output : List.of("empty.tar", "full.TAR")) {
      List<String> errors = oras("backup", "-o", output, "REG/demo").errors();
      assertTrue(errors.get(0).contains("already exists and is a directory"), errors.get(0));
      assertTrue(Files.isDirectory(folder.resolve(output)));
    }
  }

  @Test
  void anArchiveNeedsItsFolder() {
    List<String> errors = oras("backup", "-o", "none/b.tar", "REG/demo").errors();
    assertTrue(errors.get(0).contains("no such file or directory"), errors.get(0));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void anEmptyOutputIsRefused() {
    assertEquals(
        "Error: the output path cannot be empty",
        oras("backup", "-o", "", "REG/demo").errors().get(0));
    assertFalse(Files.exists(folder.resolve("index.json")));
    assertEquals(
        "Error: the input path cannot be empty",
        oras("restore", "--input", "", "REG/demo").errors().get(0));
  }

  @Test
  void aRepositoryWithoutTagsIsAnError() {
    push("REG/untagged");
    List<String> errors = oras("backup", "-o", "out", "REG/untagged").errors();
    assertEquals("Error: no tags found in repository \"" + host + "/untagged\"", errors.get(0));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void aTagThatIsMissingIsNamedAndNoFolderIsMade() {
    List<String> errors = oras("backup", "-o", "out", "REG/demo:v1,v2").errors();
    assertEquals(
        "Error: failed to resolve tag \"v2\": " + host + "/demo:v2: not found", errors.get(0));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void theFolderHoldsTheLayoutAlone() throws IOException {
    oras("backup", "-o", "out", "REG/demo").lines();
    try (var files = Files.list(folder.resolve("out"))) {
      assertEquals(
          List.of("blobs", "index.json", "oci-layout"),
          files.map(Path::getFileName).map(Path::toString).sorted().toList());
    }
  }

  @Test
  void aFolderThatIsNoLayoutHasNothingToRestore() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    List<String> errors = oras("restore", "--input", "empty", "REG/again").errors();
    assertEquals("Error: no tags found in OCI layout \"empty\"", errors.get(0));
    assertTrue(errors.get(1).contains("oras repo tags --oci-layout"), errors.get(1));
    Files.createFile(folder.resolve("empty.tar"));
    assertTrue(
        oras("restore", "--input", "empty.tar", "REG/again")
            .errors()
            .get(0)
            .contains("invalid OCI Image Layout"));
    assertTrue(
        oras("restore", "--input", "none", "REG/again")
            .errors()
            .get(0)
            .endsWith("no such file or directory"));
  }
}
