package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafePathsTest {
  @TempDir Path folder;

  @Test
  void foldersOnTheWayAreCreated() throws IOException {
    Path path = SafePaths.ofTitles(folder, () -> {}).prepare("a/b/c");

    assertEquals(folder.toRealPath().resolve("a/b/c"), path);
    assertTrue(Files.isDirectory(folder.resolve("a/b")));
    assertFalse(Files.exists(path));
  }

  @Test
  void lookingCreatesNothing() throws IOException {
    SafePaths titles = SafePaths.ofTitles(folder, () -> {});
    Path root = folder.toRealPath();
    assertEquals(root.resolve("a/b/c"), titles.resolve("a/b/c"));
    assertEquals(root, titles.resolve("./"));
    assertEquals(root, titles.root());

    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void noLinkOnTheWayIsFollowed(@TempDir Path outside) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), outside);

    StoreException e =
        assertThrows(
            StoreException.class,
            () -> SafePaths.ofTitles(folder, () -> {}).prepare("link/sub/file"));

    assertTrue(e.getMessage().contains("'link'"), e.getMessage());
    assertEquals(0, outside.toFile().list().length);
  }

  @Test
  void aLinkThatCameSinceTheLastTitleIsNotFollowed(@TempDir Path outside) throws IOException {
    SafePaths titles = SafePaths.ofTitles(folder, () -> {});
    Files.delete(titles.prepare("sub/file").getParent());
    Files.createSymbolicLink(folder.resolve("sub"), outside);

    assertThrows(StoreException.class, () -> titles.prepare("sub/file"));
  }

  @Test
  void aFolderThatWasRemovedIsLookedAtAgain(@TempDir Path outside) throws IOException {
    SafePaths entries = SafePaths.ofEntries(folder, () -> {});
    Files.delete(entries.prepare("sub/file").getParent());
    entries.forget();
    Files.createSymbolicLink(folder.resolve("sub"), outside);

    assertThrows(ArchiveException.class, () -> entries.prepare("sub/file"));
  }

  @Test
  void noLinkInsideIsFollowedEither() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

    assertThrows(
        StoreException.class, () -> SafePaths.ofTitles(folder, () -> {}).resolve("link/file"));
  }

  @Test
  void theCallersOwnFolderMayBeALink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);

    assertEquals(folder.toRealPath().resolve("a"), SafePaths.ofTitles(link, () -> {}).prepare("a"));
  }

  @Test
  void aFileOnTheWayIsNamed() throws IOException {
    Files.createFile(folder.resolve("file"));

    StoreException e =
        assertThrows(
            StoreException.class,
            () -> SafePaths.ofTitles(folder, () -> {}).prepare("file/inside"));

    assertTrue(e.getMessage().contains("'file/inside' leads through 'file'"), e.getMessage());
  }

  @Test
  void namesThatTheLocaleDoesNotKnowWork() throws IOException {
    Path path = SafePaths.ofTitles(folder, () -> {}).prepare("übung/日本 100%+?#");
    Files.createFile(path);

    assertEquals("日本 100%+?#", Utf8FileNames.text(path.getFileName()));
    assertTrue(Utf8FileNames.text(path).endsWith("/übung/日本 100%+?#"), Utf8FileNames.text(path));
  }
}
