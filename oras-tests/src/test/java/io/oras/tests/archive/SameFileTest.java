package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.oras.api.content.ContentSource;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.store.files.FileStore;
import io.oras.core.store.files.FileStore.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two titles or entries that are one file where case or the form of Unicode does not matter. */
class SameFileTest {
  /** Composed, as most keyboards write it. */
  private static final String NFC = "caf\u00e9";

  /** Decomposed, as macOS stores it. */
  private static final String NFD = "cafe\u0301";

  @TempDir Path folder;

  private static void push(FileStore store, String title, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    store.push(
        Descriptor.of(MediaType.OCTET_STREAM, content)
            .withAnnotations(Map.of(Annotations.TITLE, title)),
        ContentSource.ofBytes(content));
  }

  private static void pushBoth(FileStore store, String first, String second) throws IOException {
    push(store, first, "first");
    push(store, second, "second");
    store.commit();
  }

  /** What the guard must do in any folder whose file system ignores case. */
  static void refusesTitlesAndEntriesOfOneFile(Path out) throws IOException {
    Files.writeString(Files.createDirectories(out).resolve("File"), "mine");
    Map<String, String> before = Folders.tree(out);

    for (String[] titles : new String[][] {{"File", "file"}, {"new", "NEW"}, {"d/f", "D/f"}}) {
      try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
        StoreException e =
            assertThrows(StoreException.class, () -> pushBoth(store, titles[0], titles[1]));
        assertTrue(e.getMessage().contains("of two different layers"), e.getMessage());
      }
      assertEquals(before, Folders.tree(out));
    }
    refusesEntries(out, "x/d/F", "x/d/f");
    refusesEntries(out, "x/D/one", "x/d/two");
    assertEquals(before, Folders.tree(out));
  }

  private static void refusesEntries(Path out, String one, String two) throws IOException {
    byte[] archive = FolderAttackTest.files(one, two);
    try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
      OrasException e =
          assertThrows(
              ArchiveException.class,
              () -> Folders.push(store, Folders.layer("x", archive), archive));
      assertTrue(e.getMessage().contains("is the same file as another entry"), e.getMessage());
    }
  }

  @Test
  void areRefusedOnMacOs() throws IOException {
    try (FileSystem macOs = Jimfs.newFileSystem(Configuration.osX())) {
      refusesTitlesAndEntriesOfOneFile(macOs.getPath("/work/out"));
    }
  }

  @Test
  void areRefusedOnMacOsIfTheyDifferInTheFormOfACharacter() throws IOException {
    try (FileSystem macOs = Jimfs.newFileSystem(Configuration.osX())) {
      Path out = macOs.getPath("/work/out");
      try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
        assertThrows(StoreException.class, () -> pushBoth(store, NFC, NFD));
      }
      refusesEntries(Files.createDirectories(out), "x/" + NFC, "x/" + NFD);
    }
  }

  @Test
  void areRefusedOnWindows() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      refusesTitlesAndEntriesOfOneFile(windows.getPath("C:\\work\\out"));
    }
  }

  @Test
  void areTwoFilesWhereCaseMatters() throws IOException {
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      Path out = unix.getPath("/work/out");
      try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
        pushBoth(store, "File", "file");
      }
      assertEquals(Map.of("File", "first", "file", "second"), Folders.tree(out));
    }
  }

  @Test
  void thousandsThatDifferInCaseAloneTakeLittleTime() throws IOException {
    try (FileStore store = FileStore.holding(folder, Options.defaults(), Folders.context())) {
      for (int i = 0; i < 8192; i++) {
        StringBuilder title = new StringBuilder("abcdefghijklm");
        for (int bit = 0; bit < title.length(); bit++) {
          if ((i >> bit & 1) != 0) {
            title.setCharAt(bit, Character.toUpperCase(title.charAt(bit)));
          }
        }
        push(store, title.toString(), "same");
      }
    }
    assertEquals(Map.of(), Folders.tree(folder));
  }

  @Test
  void areOneFileWithTheSameContent() throws IOException {
    try (FileSystem macOs = Jimfs.newFileSystem(Configuration.osX())) {
      Path out = macOs.getPath("/work/out");
      try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
        push(store, "File", "same");
        push(store, "file", "same");
        store.commit();
      }
      assertEquals("same", Files.readString(out.resolve("FILE")));
    }
  }

  @Test
  void aFileThatWasThereIsNotTheContentOfTwoTitles() throws IOException {
    try (FileSystem macOs = Jimfs.newFileSystem(Configuration.osX())) {
      Path out = Files.createDirectories(macOs.getPath("/work/out"));
      Files.writeString(out.resolve("File"), "first");
      try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
        byte[] content = "first".getBytes(StandardCharsets.UTF_8);
        assertTrue(
            store.exists(
                Descriptor.of(MediaType.OCTET_STREAM, content)
                    .withAnnotations(Map.of(Annotations.TITLE, "File"))));

        assertThrows(StoreException.class, () -> push(store, "file", "second"));
      }
    }
  }
}
