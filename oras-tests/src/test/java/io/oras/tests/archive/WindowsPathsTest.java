package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.PathTraversalException;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.filesystem.Utf8FileNames;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from the network on a file system with the rules of Windows, on any machine. */
class WindowsPathsTest {
  private FileSystem windows;
  private Path out;

  @BeforeEach
  void create() throws IOException {
    windows = Jimfs.newFileSystem(Configuration.windows());
    out = Files.createDirectories(windows.getPath("C:\\work\\out"));
  }

  @AfterEach
  void close() throws IOException {
    windows.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:",
        "C:x",
        "D:\\x",
        "d:/x",
        "C:\\work\\out\\x",
        "\\x",
        "\\\\host\\share\\x",
        "..\\x",
        "a\\b",
        "nul",
        "NUL.txt",
        "con",
        "Aux.tar.gz",
        "folder/prn",
        "com1",
        "LPT9.log",
        "COM¹",
        "conin$",
        "a.",
        "a ",
        "folder./x",
        "a?",
        "a*",
        "a|b",
        "a<b",
        "a\"b",
        "file:stream",
        "file::$DATA"
      })
  void driveLettersDevicesAndSpecialCharactersAreRefused(String name) throws IOException {
    SafePaths titles = SafePaths.ofTitles(out, () -> {});
    SafePaths entries = SafePaths.ofEntries(out, () -> {});
    assertThrows(PathTraversalException.class, () -> titles.prepare(name));
    assertThrows(ArchiveException.class, () -> entries.prepare(name));
    assertEquals(List.of(), Folders.tree(out).keySet().stream().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "folder/file.txt", "console.txt", "com10", "nulls", "übung/日本"})
  void otherNamesBecomeFilesBelowTheFolder(String name) throws IOException {
    Path file = SafePaths.ofTitles(out, () -> {}).prepare(name);
    Files.writeString(file, "content");
    assertTrue(file.startsWith(out), file::toString);
    assertEquals(name, Utf8FileNames.text(out.relativize(file)));
  }
}
