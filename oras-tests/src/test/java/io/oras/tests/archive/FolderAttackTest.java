package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.ArchiveEntry;
import io.oras.core.archive.TarWriter;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.files.FileStore;
import io.oras.core.store.files.FileStore.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives made to write elsewhere: nothing outside, nothing of them inside, a clear error. */
class FolderAttackTest {
  private record Entry(byte flag, String name, String text, int mode) {
    static Entry file(String name) {
      return new Entry(TarConstants.LF_NORMAL, name, "evil", 0644);
    }

    static Entry folder(String name) {
      return new Entry(TarConstants.LF_DIR, name, "", 0755);
    }

    static Entry symlink(String name, String target) {
      return new Entry(TarConstants.LF_SYMLINK, name, target, 0777);
    }

    static Entry hardlink(String name, String target) {
      return new Entry(TarConstants.LF_LINK, name, target, 0644);
    }

    static Entry special(byte flag) {
      return new Entry(flag, "x/special", "", 0666);
    }

    void write(TarArchiveOutputStream tar) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      entry.setMode(mode);
      if (flag == TarConstants.LF_NORMAL) {
        entry.setSize(content.length);
      } else {
        entry.setLinkName(text);
      }
      tar.putArchiveEntry(entry);
      if (flag == TarConstants.LF_NORMAL) {
        tar.write(content);
      }
      tar.closeArchiveEntry();
    }
  }

  @TempDir Path parent;
  private Path out;

  @BeforeEach
  void createNeighbour() throws IOException {
    out = Files.createDirectory(parent.resolve("out"));
    Files.writeString(Files.createDirectory(parent.resolve("outside")).resolve("victim"), "mine");
  }

  private static byte[] archive(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Entry entry : entries) {
        entry.write(tar);
      }
    }
    return Folders.gzip(bytes.toByteArray());
  }

  /** A packed folder with these files. */
  static byte[] files(String... names) throws IOException {
    return archive(Stream.of(names).map(Entry::file).toArray(Entry[]::new));
  }

  private <T extends OrasException> T refused(Class<T> type, FileStore store, byte[] archive)
      throws IOException {
    Map<String, String> before = Folders.tree(parent);
    T e = assertThrows(type, () -> Folders.push(store, Folders.layer("x", archive), archive));
    assertEquals(before, Folders.tree(parent));
    return e;
  }

  static Stream<Arguments> attacks() {
    Entry inside = Entry.file("x/inside");
    return Stream.of(
        attack("an absolute name", "'/tmp/oras-evil'", inside, Entry.file("/tmp/oras-evil")),
        attack("an absolute name of the folder", "outside of 'x'", inside, Entry.file("/x/evil")),
        attack("a name that leads up", "contains '..'", inside, Entry.file("x/../../outside/evil")),
        attack("a name that leads up first", "outside of 'x'", inside, Entry.file("../evil")),
        attack("a name up and back (oras-py)", "outside of", inside, Entry.file("../x-evil/y")),
        attack("another folder", "outside of 'x'", inside, Entry.file("y/evil")),
        attack("a name with backslashes", "contains '..'", inside, Entry.file("x/..\\..\\evil")),
        attack("a drive", "is absolute", inside, Entry.file("x/C:\\evil")),
        attack("a link up", "leads out", inside, Entry.symlink("x/l", "..")),
        attack("a link to an absolute path", "is absolute", inside, Entry.symlink("x/l", "/etc")),
        attack(
            "a link and a file behind it (oras-py)",
            "is absolute",
            Entry.symlink("x/l", "/tmp"),
            Entry.file("x/l/evil")),
        attack(
            "a file behind a link inside",
            "leads through 'l'",
            Entry.folder("x/d"),
            Entry.symlink("x/l", "d"),
            Entry.file("x/l/evil")),
        attack(
            "a chain of links (oras-java E1)",
            "leads through 'up'",
            Entry.folder("x/a/b"),
            Entry.symlink("x/a/up", ".."),
            Entry.symlink("x/a/up/evil", "../../.."),
            Entry.file("x/a/evil/pwned")),
        attack(
            "a link through a link (GHSA-m37j-52j7-pjw7)",
            "down and up again",
            Entry.folder("x/d"),
            Entry.symlink("x/d/root", ".."),
            Entry.symlink("x/l", "d/root/../outside")),
        attack(
            "a name up from a link",
            "contains '..'",
            Entry.folder("x/d"),
            Entry.symlink("x/l", "d"),
            Entry.file("x/l/../../outside/evil")),
        attack("the folder itself as a link", "whole folder", Entry.symlink("x", "/tmp")),
        attack("the folder itself as a file", "whole folder", Entry.file("x")),
        attack(
            "a hard link to a file outside",
            "outside of",
            inside,
            Entry.hardlink("x/h", "/etc/passwd")),
        attack(
            "a hard link relative to the process (CVE-2026-50163)",
            "outside of",
            inside,
            Entry.hardlink("x/h", "pom.xml")),
        attack(
            "a hard link up",
            "contains '..'",
            inside,
            Entry.hardlink("x/h", "x/../outside/victim")),
        attack(
            "a hard link to what is not there",
            "not a file that was unpacked before",
            Entry.hardlink("x/h", "x/i"),
            inside),
        attack(
            "a hard link to a link",
            "not a file that was unpacked before",
            inside,
            Entry.symlink("x/l", "inside"),
            Entry.hardlink("x/h", "x/l")),
        attack(
            "a hard link to a folder",
            "not a file that was unpacked before",
            Entry.folder("x/d"),
            Entry.hardlink("x/h", "x/d")),
        attack(
            "a hard link through a link",
            "leads through",
            Entry.folder("x/d"),
            Entry.file("x/d/f"),
            Entry.symlink("x/l", "d"),
            Entry.hardlink("x/h", "x/l/f")),
        attack(
            "a file in place of a full folder",
            "not empty",
            Entry.file("x/d/f"),
            Entry.file("x/d")),
        attack("a character device", "a device", inside, Entry.special(TarConstants.LF_CHR)),
        attack("a block device", "a device", inside, Entry.special(TarConstants.LF_BLK)),
        attack("a pipe", "a pipe", inside, Entry.special(TarConstants.LF_FIFO)),
        attack("an unknown type", "a device", inside, Entry.special((byte) 'Z')));
  }

  private static Arguments attack(String name, String problem, Entry... entries) {
    return Arguments.of(name, problem, List.of(entries));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void anUnsafeArchiveIsRefusedAsAWhole(String name, String problem, List<Entry> entries)
      throws IOException {
    ArchiveException e =
        refused(ArchiveException.class, Folders.store(out), archive(entries.toArray(new Entry[0])));

    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertFalse(Files.exists(Path.of("/tmp/oras-evil")));
    assertFalse(Files.exists(Path.of("/tmp/evil")));
  }

  @Test
  void aLaterEntryReplacesALinkAndIsNotWrittenThroughIt() throws IOException {
    byte[] archive =
        archive(
            new Entry(TarConstants.LF_NORMAL, "x/inside", "safe", 0644),
            Entry.symlink("x/l", "inside"),
            Entry.file("x/l"),
            Entry.hardlink("x/h", "x/inside"),
            Entry.file("x/h"));
    Folders.push(Folders.store(out), Folders.layer("x", archive), archive);

    assertEquals(
        Map.of("x", "", "x/inside", "safe", "x/l", "evil", "x/h", "evil"), Folders.tree(out));
  }

  @Test
  void setuidAndItsLikeAreDropped() throws IOException {
    byte[] archive =
        archive(
            new Entry(TarConstants.LF_NORMAL, "x/suid", "", 06755),
            new Entry(TarConstants.LF_DIR, "x/sticky", "", 07755));
    Folders.push(Folders.store(out), Folders.layer("x", archive), archive);

    assertEquals(0755, (Integer) Files.getAttribute(out.resolve("x/suid"), "unix:mode") & 07777);
    assertEquals(0755, (Integer) Files.getAttribute(out.resolve("x/sticky"), "unix:mode") & 07777);
  }

  @Test
  void aLinkWhereTheFolderGoesIsReplacedAndNotFollowed() throws IOException {
    Files.createSymbolicLink(out.resolve("x"), parent.resolve("outside"));
    byte[] archive = archive(Entry.file("x/victim"));

    Folders.push(Folders.store(out), Folders.layer("x", archive), archive);

    assertEquals("mine", Files.readString(parent.resolve("outside/victim")));
    assertEquals(Map.of("x", "", "x/victim", "evil"), Folders.tree(out));
  }

  @Test
  void linksInAFolderThatIsThereAreReplacedAndNotFollowed() throws IOException {
    Files.createDirectory(out.resolve("x"));
    Files.createSymbolicLink(out.resolve("x/d"), parent.resolve("outside"));
    Files.createSymbolicLink(out.resolve("x/f"), parent.resolve("outside/victim"));
    byte[] archive = archive(Entry.file("x/d/victim"), Entry.file("x/f"));

    Folders.push(Folders.store(out), Folders.layer("x", archive), archive);

    assertEquals("mine", Files.readString(parent.resolve("outside/victim")));
    assertEquals(
        Map.of("x", "", "x/d", "", "x/d/victim", "evil", "x/f", "evil"), Folders.tree(out));
  }

  @Test
  void aTamperedLayerLeavesNothing() throws IOException {
    // What a gzip reader never looks at counts too (E23 of the Java peer).
    byte[] right = archive(Entry.file("x/f"));
    byte[] behind = Arrays.copyOf(right, right.length + 1);
    Map<String, String> before = Folders.tree(parent);
    FileStore store = Folders.store(out);

    assertThrows(
        ContentVerificationException.class,
        () -> Folders.push(store, Folders.layer("x", right), behind));
    byte[] other = archive(new Entry(TarConstants.LF_NORMAL, "x/f", "EVIL", 0644));
    assertThrows(OrasException.class, () -> Folders.push(store, Folders.layer("x", right), other));

    assertEquals(before, Folders.tree(parent));
    assertFalse(store.exists(Folders.layer("x", right)));
  }

  @Test
  void anotherTarThanTheAnnotationSaysLeavesNothing() throws IOException {
    byte[] archive = archive(Entry.file("x/f"));
    Map<String, String> before = Folders.tree(parent);
    FileStore store = Folders.store(out);
    for (String digest : List.of("sha256:" + "0".repeat(64), "nonsense")) {
      Descriptor layer = Folders.layer("x", archive);
      Descriptor annotated =
          layer.withAnnotations(
              Annotations.with(layer.annotations(), Annotations.CONTENT_DIGEST, digest));
      OrasException e =
          assertThrows(OrasException.class, () -> Folders.push(store, annotated, archive));
      assertTrue(e.getMessage().contains(digest), e.getMessage());
    }
    assertEquals(before, Folders.tree(parent));
  }

  @Test
  void noMoreEntriesAreUnpackedThanTheLimitSays() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      entries.add(Entry.file("x/" + i));
    }
    LimitExceededException e =
        refused(
            LimitExceededException.class,
            Folders.store(out, ExistingFiles.REPLACE, limits(10, 200, 64L << 30)),
            archive(entries.toArray(new Entry[0])));

    assertTrue(e.getMessage().contains("limit archiveEntries: 10"), e.getMessage());
    assertEquals(1_000_000, Limits.defaults().archiveEntries());
  }

  @Test
  void foldersThatNoEntryCreatesCountToo() throws IOException {
    LimitExceededException e =
        refused(
            LimitExceededException.class,
            Folders.store(out, ExistingFiles.REPLACE, limits(10, 200, 64L << 30)),
            archive(Entry.file("x/" + "a/".repeat(11) + "f")));

    assertTrue(e.getMessage().contains("limit archiveEntries: 10"), e.getMessage());
  }

  @Test
  void namesOfMebibytesAreRefusedAtOnce() throws IOException {
    String name = "x/" + "a/".repeat(250_000) + "f";
    List<ArchiveEntry> entries =
        List.of(
            new ArchiveEntry(name, ArchiveEntry.Type.FILE, 0, 0644, null, Instant.EPOCH),
            new ArchiveEntry("x/g", ArchiveEntry.Type.HARDLINK, 0, 0644, name, Instant.EPOCH));

    for (ArchiveEntry entry : entries) {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      try (TarWriter writer = new TarWriter(tar)) {
        writer.add(entry, InputStream.nullInputStream());
      }
      ArchiveException e =
          refused(ArchiveException.class, Folders.store(out), Folders.gzip(tar.toByteArray()));
      assertTrue(e.getMessage().contains("has more than 4096 characters"), e.getMessage());
      assertTrue(e.getMessage().length() < 1000, "a message of " + e.getMessage().length());
    }
  }

  @Test
  void noMoreBytesAreUnpackedThanTheLimitSays() throws IOException {
    LimitExceededException e =
        refused(
            LimitExceededException.class,
            Folders.store(out, ExistingFiles.REPLACE, limits(10, 200, 100_000)),
            bomb(200_000));

    assertTrue(e.getMessage().contains("limit archiveBytes: 100000"), e.getMessage());
  }

  @Test
  void aBombIsRefusedForItsRatio() throws IOException {
    LimitExceededException e =
        refused(LimitExceededException.class, Folders.store(out), bomb(12 << 20));

    assertTrue(e.getMessage().contains("limit archiveRatio: 200"), e.getMessage());
  }

  @Test
  void aZstandardWindowOf2GibibytesIsRefused() throws IOException {
    // Magic number, no flags, a window of 2^31 bytes, one empty last block (RFC 8878).
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xa8, 1, 0, 0};

    refused(ArchiveException.class, Folders.store(out), frame);
  }

  @Test
  void manyEmptyMembersAndFramesArePassedOver() throws IOException {
    byte[] tar = Folders.gunzip(archive(Entry.file("x/inside")));
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x20, 0, 1, 0, 0};
    for (byte[] archive :
        new byte[][] {
          behind(Folders.gzip(new byte[0]), Folders.gzip(tar)), behind(frame, Folders.zstd(tar))
        }) {
      Files.deleteIfExists(out.resolve("x/inside"));
      Folders.push(Folders.store(out), Folders.layer("x", archive), archive);
      assertTrue(Files.exists(out.resolve("x/inside")));
    }
  }

  /** The content behind 100 000 times the other. */
  private static byte[] behind(byte[] many, byte[] content) {
    byte[] all = new byte[100_000 * many.length + content.length];
    for (int i = 0; i < 100_000; i++) {
      System.arraycopy(many, 0, all, i * many.length, many.length);
    }
    System.arraycopy(content, 0, all, all.length - content.length, content.length);
    return all;
  }

  @Test
  void zerosThatAnArchiveOnlyClaimsCountToo() throws IOException {
    // A sparse file of GNU: the head says 1 GiB, and no block of it is there.
    byte[] block = new byte[512];
    put(block, 0, "x/sparse");
    put(block, 100, "0000644");
    put(block, 124, "00000000000");
    put(block, 136, "00000000000");
    put(block, 156, "S");
    put(block, 257, "ustar  ");
    put(block, 386, "10000000000");
    put(block, 398, "00000000000");
    put(block, 483, "10000000000");
    byte[] tar = Arrays.copyOf(withChecksum(block), 3 * 512);

    refused(LimitExceededException.class, Folders.store(out), Folders.gzip(tar));
  }

  @Test
  void zerosBehindALinkCountToo() throws IOException {
    // The PAX record says that the link is a sparse file of 2 GiB (GNU tar 0.1).
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    String records =
        """
        30 GNU.sparse.size=2147483647
        26 GNU.sparse.numblocks=0
        """;
    tar.write(header("pax", 'x', records.length(), ""));
    tar.write(Arrays.copyOf(records.getBytes(StandardCharsets.US_ASCII), 512));
    tar.write(header("x/link", '2', 0, "target"));
    tar.write(header("x/after", '0', 0, ""));
    tar.write(new byte[1024]);

    ArchiveException e =
        refused(ArchiveException.class, Folders.store(out), Folders.gzip(tar.toByteArray()));

    assertTrue(
        e.getMessage().contains("'x/link' is a sparse file and a link or folder"), e.getMessage());
  }

  @Test
  void oneSmallLayerUnderManyTitlesDoesNotFillTheDisk() throws IOException {
    byte[] archive = bomb(9 << 20);
    Map<String, String> before = Folders.tree(parent);
    LimitExceededException e;
    try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
      e =
          assertThrows(
              LimitExceededException.class,
              () -> {
                for (int i = 0; i < 100; i++) {
                  Folders.push(store, Folders.layer(i + "/x", archive), archive);
                }
              });
    }

    assertTrue(e.getMessage().contains("limit archiveRatio: 200"), e.getMessage());
    assertEquals(before, Folders.tree(parent));
  }

  @Test
  void aFolderWhosePathsBecomeTooLongInItsPlaceReplacesNothing() throws IOException {
    Path root = out.toRealPath();
    String deep = "d".repeat(200) + "/";
    String title = "t".repeat(250);
    String name = title + "/" + deep.repeat((4000 - root.toString().length()) / deep.length());
    name += "f".repeat(4095 - root.toString().length() - (name.length() - title.length()) - 40);
    byte[] archive = archive(Entry.folder(title + "/"), Entry.file(name));
    Files.writeString(out.resolve("a"), "before");
    Map<String, String> before = Folders.tree(parent);

    try (FileStore store = FileStore.holding(out, Options.defaults(), Folders.context())) {
      byte[] other = "after".getBytes(StandardCharsets.UTF_8);
      store.push(
          Descriptor.of(MediaType.OCTET_STREAM, other)
              .withAnnotations(Map.of(Annotations.TITLE, "a")),
          ContentSource.ofBytes(other));
      Folders.push(store, Folders.layer(title, archive), archive);

      StoreException e = assertThrows(StoreException.class, store::commit);
      assertTrue(e.getMessage().contains("File name too long"), e.getMessage());
    }
    assertEquals(before, Folders.tree(parent));
  }

  private static byte[] header(String name, char type, int size, String link) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644");
    put(block, 124, "%011o".formatted(size));
    put(block, 136, "00000000000");
    put(block, 156, String.valueOf(type));
    put(block, 157, link);
    put(block, 257, "ustar\00000");
    return withChecksum(block);
  }

  private static byte[] withChecksum(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return block;
  }

  @Test
  void aNameOfManyMebibytesIsRefusedBeforeItFillsTheMemory() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(tar)) {
      String name = "x/" + "n".repeat(3 << 20);
      writer.add(
          new ArchiveEntry(name, ArchiveEntry.Type.FILE, 0, 0644, null, Instant.EPOCH),
          InputStream.nullInputStream());
    }
    LimitExceededException e =
        refused(LimitExceededException.class, Folders.store(out), Folders.gzip(tar.toByteArray()));

    assertTrue(e.getMessage().contains("header of an entry"), e.getMessage());
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static Limits limits(int entries, int ratio, long bytes) {
    return Limits.builder().archiveEntries(entries).archiveRatio(ratio).archiveBytes(bytes).build();
  }

  private static byte[] bomb(int size) throws IOException {
    return archive(new Entry(TarConstants.LF_NORMAL, "x/zeros", "\0".repeat(size), 0644));
  }

  @Test
  void aBrokenArchiveIsRefused() throws IOException {
    byte[] whole = archive(Entry.file("x/f"), Entry.file("x/g"));
    FileStore store = Folders.store(out);

    refused(ArchiveException.class, store, Arrays.copyOf(whole, whole.length / 2));
    refused(
        ArchiveException.class,
        store,
        Folders.gzip("no tar".repeat(200).getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aFolderIsNotReplacedByAFile() throws IOException {
    Files.createDirectories(out.resolve("x/f"));
    Files.writeString(out.resolve("x/a"), "before");
    byte[] archive = archive(Entry.file("x/a"), Entry.file("x/f"));

    StoreException e = refused(StoreException.class, Folders.store(out), archive);

    assertTrue(e.getMessage().contains("is a folder"), e.getMessage());
  }
}
