package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.oras.api.error.LimitExceededException;
import io.oras.api.error.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class SafeFolderTest {
  @TempDir Path parent;
  private Path root;
  private Path outside;
  private SafeFolder folder;

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectory(parent.resolve("root"));
    outside = Files.createDirectory(parent.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    folder = SafeFolder.of(root);
  }

  @Test
  void linkToTheFolderIsFollowed() throws IOException {
    Files.writeString(root.resolve("file"), "content");
    Path link = Files.createSymbolicLink(parent.resolve("link"), root);
    byte[] read = SafeFolder.of(link).readAll(100, "file");
    assertArrayEquals("content".getBytes(StandardCharsets.UTF_8), read);
  }

  @Test
  void linkToAFileIsNotOpened() throws IOException {
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
    StoreException e = assertThrows(StoreException.class, () -> folder.read("file"));
    assertEquals(root.resolve("file") + " is a link, which is not followed", e.getMessage());
    assertThrows(StoreException.class, () -> folder.range(0, 1, "file"));
    assertThrows(StoreException.class, () -> folder.readAll(100, "file"));
  }

  @Test
  void linkToAFolderIsNotEntered() throws IOException {
    Files.createSymbolicLink(root.resolve("sub"), outside);
    assertThrows(StoreException.class, () -> folder.read("sub", "secret"));
    assertThrows(StoreException.class, () -> folder.stat("sub", "secret"));
    assertThrows(StoreException.class, () -> folder.create("sub", "new"));
    assertThrows(StoreException.class, () -> folder.createFolder("sub"));
    assertThrows(StoreException.class, () -> folder.createFolder("sub", "new"));
    assertThrows(StoreException.class, () -> folder.delete("sub", "secret"));
    assertEquals(List.of(), folder.list("sub"));
    assertTrue(Files.exists(outside.resolve("secret")));
    assertFalse(Files.exists(outside.resolve("new")));
  }

  @Test
  void pipeIsRefusedAtOnce() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertEquals(0, mkfifo.waitFor());
    assertThrows(StoreException.class, () -> folder.read("pipe"));
    ProcessLock lock = new ProcessLock(folder, "pipe");
    assertThrows(StoreException.class, () -> lock.hold(() -> "held"));
    assertThrows(StoreException.class, () -> lock.read(100));
  }

  @Test
  void lockThatIsADanglingLinkCreatesNoFileElsewhere() throws IOException {
    Files.createSymbolicLink(root.resolve("lock"), outside.resolve("new"));
    ProcessLock lock = new ProcessLock(folder, "lock");
    assertThrows(StoreException.class, () -> lock.hold(() -> "held"));
    assertFalse(Files.exists(outside.resolve("new")));
  }

  @Test
  void folderThatIsNotEmptyIsNamed() throws IOException {
    folder.createFolder("a", "b", "c");
    DirectoryNotEmptyException e =
        assertThrows(DirectoryNotEmptyException.class, () -> folder.delete("a", "b"));
    assertEquals(root.resolve("a/b").toRealPath().toString(), e.getMessage());
  }

  @Test
  void deletionStaysInTheFolderThoughALinkReplacesIt() throws IOException {
    folder.createFolder("a", "b");
    folder.create("a", "b", "secret").close();
    folder.createFolder("a", "b", "sub");
    try (OpenFolder open = OpenFolder.of(root, List.of("a", "b"))) {
      Files.move(root.resolve("a/b"), root.resolve("a/moved"));
      Files.createSymbolicLink(root.resolve("a/b"), outside);
      assertTrue(open.delete("secret"));
      assertFalse(open.delete("secret"));
      assertTrue(open.delete("sub"));
    }
    assertTrue(Files.exists(outside.resolve("secret")));
    assertEquals(List.of(), folder.list("a", "moved"));
    assertThrows(IOException.class, () -> OpenFolder.of(root, List.of("a", "b")).close());
    assertThrows(StoreException.class, () -> folder.delete("a", "b", "secret"));
  }

  @Test
  void emptyFolderIsDeletedFromAFolderThatCannotBeRead() throws IOException {
    folder.createFolder("a", "b", "c");
    folder.create("a", "file").close();
    SafeFolder a = SafeFolder.of(root.resolve("a"));
    Path path = unreadable(root.resolve("a"), "-wx------");
    assertThrows(AccessDeniedException.class, () -> a.delete("b", "c"));
    assertThrows(AccessDeniedException.class, () -> a.delete("file"));
    Files.delete(root.resolve("a/b/c"));
    assertTrue(a.delete("b"));
    assertFalse(a.delete("b"));
    assertEquals("-wx------", permissions(path));
  }

  @Test
  void treeIsDeletedThoughAnEmptyFolderInItCannotBeRead() throws IOException {
    folder.createFolder("a", "b");
    unreadable(root.resolve("a/b"), "---------");
    FolderTree.delete(root.resolve("a"));
    assertEquals(List.of(), folder.list());
    folder.createFolder("a", "b", "c");
    unreadable(root.resolve("a/b"), "-wx------");
    assertThrows(AccessDeniedException.class, () -> FolderTree.delete(root.resolve("a")));
    assertNotNull(folder.stat("a", "b", "c"));
  }

  /** Takes permissions away, which do not bind a privileged user. */
  private static Path unreadable(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    assumeFalse(Files.isReadable(path));
    return path;
  }

  @Test
  void fileThatIsTooLargeIsNotRead() throws IOException {
    Files.writeString(root.resolve("file"), "12345");
    assertEquals(5, folder.readAll(5, "file").length);
    assertThrows(LimitExceededException.class, () -> folder.readAll(4, "file"));
  }

  @Test
  void folderInThePlaceOfAFileIsNamed() throws IOException {
    Files.createDirectory(root.resolve("file"));
    StoreException e = assertThrows(StoreException.class, () -> folder.read("file"));
    assertEquals(root.resolve("file") + " is a folder, not a file", e.getMessage());
  }

  @Test
  void whatIsNotThereIsNotThere() throws IOException {
    assertNull(folder.stat("file"));
    assertNull(folder.stat("no", "such", "file"));
    assertNull(SafeFolder.of(parent.resolve("none")).stat("file"));
    assertThrows(NoSuchFileException.class, () -> folder.read("file"));
    assertFalse(folder.delete("file"));
    assertEquals(List.of(), folder.list("sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "/etc"})
  void pathIsNoName(String name) {
    assertThrows(IllegalArgumentException.class, () -> folder.stat(name));
  }

  @Test
  void newFilesAreForTheirOwnerAlone() throws IOException {
    SafeFolder own = SafeFolder.of(parent.resolve("own")).ownerOnly();
    own.createRoot();
    own.createFolder("a", "b");
    own.create("a", "file").close();
    assertEquals("rwx------", permissions(own.root()));
    assertEquals("rwx------", permissions(own.path("a", "b")));
    assertEquals("rw-------", permissions(own.path("a", "file")));
    assertThrows(FileAlreadyExistsException.class, () -> own.create("a", "file"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void rootThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThrows(StoreException.class, () -> SafeFolder.of(file).createRoot());
    assertThrows(FileSystemException.class, () -> SafeFolder.of(file).readAll(10, "name"));
  }

  @Test
  void namesInAFolderAreListed() throws IOException {
    folder.createFolder("a", "b");
    folder.create("a", "c").close();
    assertEquals(List.of("b", "c"), folder.list("a").stream().sorted().toList());
    assertNotNull(folder.stat("a", "b"));
  }
}
