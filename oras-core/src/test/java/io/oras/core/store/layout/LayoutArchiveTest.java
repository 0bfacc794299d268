package io.oras.core.store.layout;

import static io.oras.core.store.Fixtures.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.Pusher;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.core.archive.TarWriter;
import io.oras.core.store.Fixtures;
import io.oras.core.store.ReadableStore;
import io.oras.core.store.WritableStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutArchiveTest {
  @TempDir private Path temp;
  private Path tar;

  @BeforeEach
  void chooseFile() {
    tar = temp.resolve("x.tar");
  }

  private ReadableStore read() throws IOException {
    return LayoutArchive.openReadOnly(tar, Fixtures.context());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  /** Packs files by hand: names in the order of the map. */
  private void pack(Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(tar);
        TarWriter writer = new TarWriter(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writer.add(
            new ArchiveEntry(
                file.getKey(),
                ArchiveEntry.Type.FILE,
                file.getValue().length,
                0644,
                null,
                Instant.EPOCH),
            new ByteArrayInputStream(file.getValue()));
      }
    }
  }

  private Map<String, byte[]> layout() throws IOException {
    Path folder = temp.resolve("layout");
    try (LayoutStore store = LayoutStore.open(folder, Fixtures.context())) {
      Descriptor child = Fixtures.pushArtifact(store, "child", null);
      store.tag(Fixtures.pushIndex(store, child), "v1");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Reads the entry {@code long} with a name of a mebibyte. */
  private static final class LongName implements ArchiveProvider {
    @Override
    public String name() {
      return "long";
    }

    @Override
    public String format() {
      return "tar";
    }

    @Override
    public ArchiveReader read(InputStream archive) throws IOException {
      ArchiveReader plain = new PlainTar().read(archive);
      return new ArchiveReader() {
        @Override
        public Optional<ArchiveEntry> next() throws IOException {
          return plain.next().map(LongName::renamed);
        }

        @Override
        public InputStream content() throws IOException {
          return plain.content();
        }

        @Override
        public long offset() {
          return plain.offset();
        }

        @Override
        public void close() throws IOException {
          plain.close();
        }
      };
    }

    private static ArchiveEntry renamed(ArchiveEntry entry) {
      String name = entry.name().equals("long") ? "blobs/" + "a".repeat(1 << 20) : entry.name();
      return new ArchiveEntry(
          name, entry.type(), entry.size(), entry.mode(), entry.linkTarget(), entry.modified());
    }
  }

  @Test
  void longNamesOfEntriesAreNotKeptInMemory() throws IOException {
    pack(Map.of("index.json", bytes("x"), "long", bytes("y")));
    assertEquals(Set.of("index.json"), ArchiveBlobs.index(tar, new LongName()).files().keySet());
  }

  @Test
  @Tag("IMG-LAY-19")
  void layoutIsReadFromATarInAnyOrderWithOrWithoutDot() throws IOException {
    Map<String, byte[]> files = layout();
    List<String> names = new ArrayList<>(files.keySet());
    for (String prefix : List.of("", "./")) {
      Collections.reverse(names);
      Map<String, byte[]> packed = new LinkedHashMap<>();
      names.forEach(name -> packed.put(prefix + name, files.get(name)));
      pack(packed);
      ReadableStore store = read();
      assertEquals(List.of("v1"), store.tags(Optional.empty()).toList());
      Descriptor child = Fixtures.manifest("child", null).descriptor();
      assertEquals(store.resolve("v1").digest(), store.predecessors(child).get(0).digest());
      try (InputStream in = store.fetch(Fixtures.blob("child"))) {
        assertArrayEquals(bytes("child"), in.readAllBytes());
      }
      assertThrows(NotFoundException.class, () -> store.fetch(Fixtures.blob("nowhere")));
    }
  }

  @Test
  @Tag("IMG-LAY-19")
  void entriesThatLeadElsewhereAreNotFollowed() throws IOException {
    Map<String, byte[]> files = layout();
    files.put("../outside", bytes("x"));
    files.put("/absolute", bytes("x"));
    pack(files);
    assertEquals(List.of("v1"), read().tags(Optional.empty()).toList());
    assertFalse(Files.exists(temp.resolveSibling("outside")));
  }

  @Test
  void corruptBlobInATarIsAnError() throws IOException {
    Map<String, byte[]> files = layout();
    files.put("blobs/sha256/" + Fixtures.blob("child").digest().encoded(), bytes("wrong"));
    pack(files);
    try (InputStream in = read().fetch(Fixtures.blob("child"))) {
      assertThrows(ContentVerificationException.class, in::readAllBytes);
    }
  }

  @Test
  void tarWithoutALayoutIsAClearError() throws IOException {
    assertThrows(NotFoundException.class, this::read);
    pack(Map.of("a", bytes("b")));
    NotFoundException e = assertThrows(NotFoundException.class, this::read);
    assertTrue(e.getMessage().contains("invalid OCI Image Layout"), e.getMessage());
    pack(Map.of("oci-layout", bytes("{\"imageLayoutVersion\":\"2.0.0\"}")));
    assertThrows(StoreException.class, this::read);
  }

  @Test
  @Tag("IMG-LAY-19")
  void newArchiveIsWrittenWhenItIsClosedTheSameBytesForTheSameContent() throws IOException {
    Descriptor pushed;
    try (WritableStore store = LayoutArchive.create(tar, Fixtures.context())) {
      pushed = Fixtures.pushArtifact(store, "x", null);
      store.tag(pushed, "v1");
      assertFalse(Files.exists(tar));
    }
    assertEquals(List.of("x.tar"), files());
    ReadableStore read = read();
    assertEquals(pushed, read.resolve("v1"));
    assertFalse(read instanceof Pusher);
    byte[] first = Files.readAllBytes(tar);
    Files.delete(tar);
    try (WritableStore store = LayoutArchive.create(tar, Fixtures.context())) {
      store.tag(Fixtures.pushArtifact(store, "x", null), "v1");
    }
    assertArrayEquals(first, Files.readAllBytes(tar));
  }

  @Test
  void copyThatFailedBeforeItsTagLeavesNothing() throws IOException {
    WritableStore store = LayoutArchive.create(tar, Fixtures.context());
    Fixtures.pushArtifact(store, "x", null);
    StoreException e = assertThrows(StoreException.class, store::close);
    assertTrue(e.getMessage().contains("tag"), e.getMessage());
    store.close();
    assertEquals(List.of(), files());
  }

  @Test
  void folderThatAKilledProgramLeftIsRemovedByTheNext() throws IOException {
    FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    LayoutArchive.create(tar, Fixtures.context());
    Path left = temp.resolve(files().get(0));
    try (Stream<Path> all = Files.walk(left)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, twoDaysAgo);
      }
    }
    try (WritableStore store = LayoutArchive.create(tar, Fixtures.context())) {
      assertFalse(Files.exists(left));
      store.tag(Fixtures.pushArtifact(store, "x", null), "v1");
    }
    assertEquals(List.of("x.tar"), files());
  }

  @Test
  void nameOfAnArchiveMayBeAsLongAsNamesCanBe() throws IOException {
    Path longest = tar.resolveSibling("a".repeat(251) + ".tar");
    try (WritableStore store = LayoutArchive.create(longest, Fixtures.context())) {
      store.tag(Fixtures.pushArtifact(store, "hello", null), "v1");
    }
    assertTrue(Files.isRegularFile(longest));
  }

  @Test
  void archiveThatIsThereIsNotOverwritten() throws IOException {
    pack(layout());
    assertThrows(StoreException.class, () -> LayoutArchive.create(tar, Fixtures.context()));
    assertEquals(List.of("v1"), read().tags(Optional.empty()).toList());
  }
}
