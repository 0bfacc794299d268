package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FileTransactionTest {
  @TempDir Path folder;
  private Path readOnly;
  private Path incoming;

  @BeforeEach
  void files() throws IOException {
    readOnly = Files.createDirectory(folder.resolve("read-only"));
    Files.writeString(readOnly.resolve("file"), "old");
    incoming = Files.writeString(folder.resolve("incoming"), "new");
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-x---"));
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(readOnly));
  }

  @Test
  void readOnlyFolderIsWritableForItsOwnerUntilAllIsMoved() throws IOException {
    FileTransaction.together(
        moves -> {
          moves.openFolder(readOnly);
          assertEquals("rwxr-x---", permissions());
          moves.move(incoming, readOnly.resolve("file"));
        });

    assertEquals("new", Files.readString(readOnly.resolve("file")));
    assertEquals("r-xr-x---", permissions());
  }

  @Test
  void failedMoveRestoresFilesAndPermissions() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            FileTransaction.together(
                moves -> {
                  moves.openFolder(readOnly);
                  moves.move(incoming, readOnly.resolve("file"));
                  throw new IOException("no space left on device");
                }));

    assertEquals("old", Files.readString(readOnly.resolve("file")));
    assertEquals("new", Files.readString(incoming));
    assertEquals("r-xr-x---", permissions());
  }
}
