package io.oras.core.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.model.Annotations;
import io.oras.api.model.MediaType;
import io.oras.core.archive.FolderPacker.PackedFolder;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.filesystem.Utf8FileNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderPackerTest {
  @TempDir Path parent;

  /** What {@code oras push} v1.3.6 says of the same tree, all of whose times are 0. */
  @Test
  void aTreeHasTheDigestThatTheCommandGivesIt() throws IOException {
    Path tree = Files.createDirectory(parent.resolve("t"));
    String deep = "d".repeat(90) + "/" + "e".repeat(60);
    file(tree, "a.txt", "rw-------");
    file(tree, "a.b", "rw-r--r--");
    file(tree, "a/x", "rwxr-xr-x");
    file(tree, "a-b/x", "rw-r--r--");
    file(tree, deep + "/f", "rw-r--r--");
    file(tree, deep + "/" + "g".repeat(101), "rw-r--r--");
    file(tree, "übung/日本語", "rw-r--r--");
    file(tree, "😀", "rw-r--r--");
    file(tree, "～", "rw-r--r--");
    Files.createDirectory(Utf8FileNames.child(tree, "empty"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a.txt"));
    Files.createSymbolicLink(tree.resolve("long"), Path.of("x".repeat(120)));
    Files.createSymbolicLink(tree.resolve("other"), Utf8FileNames.relative(tree, "../ü/x"));
    try (var all = Files.walk(tree)) {
      for (Path folder : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }

    assertEquals(
        "sha256:41cccf1eba1edcdd6976842b5dc940d6be59520f50d2b56d605137726911947b",
        digest(tree, "t", false));
  }

  private static void file(Path tree, String name, String mode) throws IOException {
    Path file = SafePaths.ofTitles(tree, () -> {}).prepare(name);
    Files.writeString(file, name);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String digest(Path tree, String name, boolean times) throws IOException {
    try (PackedFolder packed =
        new FolderPacker(times).pack(tree, name, MediaType.OCI_LAYER, Compressions.NONE)) {
      Map<String, String> annotations = packed.descriptor().annotations();
      assertEquals("true", annotations.get(Annotations.CONTENT_UNPACK));
      assertEquals(
          packed.descriptor().digest().toString(), annotations.get(Annotations.CONTENT_DIGEST));
      return packed.descriptor().digest().toString();
    }
  }

  /** Go rounds times to seconds, and puts into a PAX record what is before 1970. */
  @Test
  void timesAreRoundedAsTheCommandDoes() throws IOException {
    Path tree = Files.createDirectory(parent.resolve("t"));
    file(tree, "up", "rw-r--r--");
    file(tree, "down", "rw-r--r--");
    file(tree, "early", "rw-r--r--");
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    time(tree.resolve("up"), Instant.ofEpochSecond(1_700_000_000, 500_000_000));
    time(tree.resolve("down"), Instant.ofEpochSecond(1_700_000_000, 499_999_999));
    time(tree.resolve("early"), Instant.ofEpochSecond(-5));
    time(tree, Instant.ofEpochSecond(1_700_000_000));

    assertEquals(
        "sha256:a61f9a283dda70122f5ca5f7864a878952a5f9b5ad0438898e06fd96c84035f9",
        digest(tree, "t", true));
  }

  private static void time(Path file, Instant time) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class)
        .setTimes(FileTime.from(time), null, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, (3 << 20) - 1})
  void gzipIsReadByOthersWhateverTheSize(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = Compressions.GZIP.compress(packed)) {
      int half = size / 2;
      gzip.write(content, 0, half);
      gzip.write(content, half, size - half);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      assertArrayEquals(content, in.readAllBytes());
    }
  }

  @Test
  void gzipOfSeveralMembersIsReadToItsEndHoweverSlowlyItComes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (OutputStream gzip = Compressions.GZIP.compress(member)) {
        gzip.write('a' + i);
      }
      packed.write(member.toByteArray());
    }
    InputStream slow =
        new ByteArrayInputStream(packed.toByteArray()) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, 1));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    assertEquals(
        "abc",
        new String(Compressions.GZIP.decompress(slow).readAllBytes(), StandardCharsets.US_ASCII));
  }
}
