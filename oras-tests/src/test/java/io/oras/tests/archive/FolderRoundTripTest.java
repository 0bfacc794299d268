package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.archive.Compressions;
import io.oras.core.archive.FolderPacker;
import io.oras.core.archive.FolderPacker.PackedFolder;
import io.oras.core.context.OperationBudget;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.files.FileStore;
import io.oras.core.store.files.FileStore.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FolderRoundTripTest {
  private static final FolderPacker PACKER = new FolderPacker(false);

  @TempDir Path parent;
  private Path tree;
  private Path out;

  @BeforeEach
  void createTree() throws IOException {
    tree = Files.createDirectory(parent.resolve("tree"));
    out = parent.resolve("out");
    Files.writeString(tree.resolve("a.txt"), "a");
    Files.createDirectories(tree.resolve("sub/empty"));
    Files.writeString(tree.resolve("sub/" + "n".repeat(200)), "long");
    Files.createDirectory(tree.resolve("b"));
    Files.writeString(tree.resolve("b/x"), "x");
    Files.createSymbolicLink(tree.resolve("sub/link"), Path.of("../a.txt"));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
    Files.createLink(tree.resolve("hard"), tree.resolve("a.txt"));
  }

  private PackedFolder pack(String title, CompressionProvider compression) throws IOException {
    String suffix = compression.format().isEmpty() ? "" : "+" + compression.format();
    MediaType type = new MediaType(MediaType.OCI_LAYER + suffix);
    return PACKER.pack(tree, title, type, compression);
  }

  private static Descriptor titled(PackedFolder packed, String title) {
    return packed
        .descriptor()
        .withAnnotations(
            Annotations.with(packed.descriptor().annotations(), Annotations.TITLE, title));
  }

  static Stream<CompressionProvider> compressions() {
    return Stream.of(Compressions.GZIP, Compressions.NONE, Folders.zstd());
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void aFolderComesBackAsItWas(CompressionProvider compression) throws IOException {
    try (PackedFolder packed = pack("tree", compression)) {
      FileStore store = Folders.store(out);
      Descriptor layer = titled(packed, "tree");
      store.push(layer, packed.content());

      assertEquals(Folders.tree(tree), Folders.tree(out.resolve("tree")));
      assertTrue(store.exists(layer));
      assertEquals(out.toRealPath().resolve("tree"), store.path(layer));
    }
  }

  @Test
  @Tag("IMG-LYR-07")
  void theSameTreeIsTheSameLayerWheneverItWasWritten() throws IOException {
    try (PackedFolder first = pack("tree", Compressions.GZIP)) {
      Files.setLastModifiedTime(tree.resolve("a.txt"), FileTime.fromMillis(0));
      try (PackedFolder second = pack("tree", Compressions.GZIP)) {
        assertEquals(first.descriptor(), second.descriptor());
        assertArrayEquals(Files.readAllBytes(first.file()), Files.readAllBytes(second.file()));
      }
    }
  }

  @Test
  @Tag("IMG-LYR-02")
  void modesAndTimesAreKeptWhenAsked() throws IOException {
    Files.setPosixFilePermissions(
        tree.resolve("a.txt"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(tree.resolve("b"), PosixFilePermissions.fromString("r-xrwxrwx"));
    Instant time = Instant.ofEpochSecond(1_600_000_000);
    Files.setLastModifiedTime(tree.resolve("b"), FileTime.from(time));
    Files.setLastModifiedTime(tree.resolve("b/x"), FileTime.from(time));
    Options options =
        new Options(
            ExistingFiles.REPLACE, false, true, true, new OperationBudget(Limits.defaults()));
    try (PackedFolder packed =
        new FolderPacker(true).pack(tree, "tree", MediaType.OCI_LAYER_GZIP, Compressions.GZIP)) {
      new FileStore(out, options, Folders.context()).push(titled(packed, "tree"), packed.content());
    }
    Path back = out.resolve("tree");

    assertEquals(
        "rwxrwxrwx",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("a.txt"))));
    assertEquals(
        "r-xrwxrwx",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("b"))));
    assertEquals(time, Files.getLastModifiedTime(back.resolve("b/x")).toInstant());
    assertEquals(time, Files.getLastModifiedTime(back.resolve("b")).toInstant());
  }

  @Test
  void aTitleOfSeveralNamesAndTheFolderItselfWork() throws IOException {
    for (String title : List.of("deep/er/tree", ".")) {
      try (PackedFolder packed = pack(title, Compressions.GZIP)) {
        Path to = out.resolve(title.length() + "");
        Folders.store(to).push(titled(packed, title), packed.content());

        assertEquals(Folders.tree(tree), Folders.tree(to.resolve(title).normalize()));
      }
    }
  }

  @Test
  void entriesUnderTheLastNameOfTheTitleAreUnpackedToo() throws IOException {
    try (PackedFolder packed = pack("tree", Compressions.GZIP)) {
      Folders.store(out).push(titled(packed, "some/where/tree"), packed.content());
    }
    assertEquals(Folders.tree(tree), Folders.tree(out.resolve("some/where/tree")));
  }

  @Test
  void aFolderThatIsThereIsMerged() throws IOException {
    Files.createDirectories(out.resolve("tree/b"));
    Files.writeString(out.resolve("tree/a.txt"), "before");
    Files.writeString(out.resolve("tree/b/mine"), "mine");
    try (PackedFolder packed = pack("tree", Compressions.GZIP)) {
      Folders.store(out).push(titled(packed, "tree"), packed.content());
    }
    assertEquals("a", Files.readString(out.resolve("tree/a.txt")));
    assertEquals("mine", Files.readString(out.resolve("tree/b/mine")));
    assertEquals("x", Files.readString(out.resolve("tree/b/x")));
  }

  @Test
  void filesThatAreThereAreKeptWhenAsked() throws IOException {
    Files.createDirectories(out.resolve("tree"));
    Files.writeString(out.resolve("tree/a.txt"), "before");
    try (PackedFolder packed = pack("tree", Compressions.GZIP)) {
      Folders.store(out, ExistingFiles.KEEP, Limits.defaults())
          .push(titled(packed, "tree"), packed.content());
      FileStore refusing = Folders.store(out, ExistingFiles.REFUSE, Limits.defaults());
      assertThrows(
          StoreException.class, () -> refusing.push(titled(packed, "tree"), packed.content()));
    }
    assertEquals("before", Files.readString(out.resolve("tree/a.txt")));
    assertEquals("x", Files.readString(out.resolve("tree/b/x")));
  }

  @Test
  void unpackingCanBeSwitchedOff() throws IOException {
    Options options =
        new Options(
            ExistingFiles.REPLACE, false, false, false, new OperationBudget(Limits.defaults()));
    try (PackedFolder packed = pack("tree", Compressions.GZIP)) {
      new FileStore(out, options, Folders.context()).push(titled(packed, "tree"), packed.content());

      assertArrayEquals(Files.readAllBytes(packed.file()), Files.readAllBytes(out.resolve("tree")));
    }
  }

  @Test
  void aPackedFolderIsGoneWhenItIsClosed() throws IOException {
    PackedFolder packed = pack("tree", Compressions.GZIP);
    ContentSource content = packed.content();
    assertEquals(packed.descriptor().size(), content.size());
    for (int i = 0; i < 2; i++) {
      try (InputStream in = content.open()) {
        assertEquals(packed.descriptor(), describe(packed, in.readAllBytes()));
      }
    }
    packed.close();

    assertFalse(Files.exists(packed.file()));
  }

  private static Descriptor describe(PackedFolder packed, byte[] content) {
    return Descriptor.of(packed.descriptor().mediaType(), content)
        .withAnnotations(packed.descriptor().annotations());
  }

  @Test
  void whatCannotBeRestoredIsNotPacked() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start();
    assertEquals(0, mkfifo.waitFor());

    ArchiveException e =
        assertThrows(ArchiveException.class, () -> pack("tree", Compressions.GZIP).close());

    assertTrue(e.getMessage().contains("pipe"), e.getMessage());
  }
}
