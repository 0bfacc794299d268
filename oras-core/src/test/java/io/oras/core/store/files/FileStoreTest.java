package io.oras.core.store.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.ArchiveEntry;
import io.oras.core.archive.TarWriter;
import io.oras.core.context.OperationBudget;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.Fixtures;
import io.oras.core.store.files.FileStore.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
  private static final ContentSource UNREADABLE =
      new ContentSource() {
        @Override
        public long size() {
          return 0;
        }

        @Override
        public InputStream open() throws IOException {
          throw new IOException("this content must not be read");
        }
      };

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("out");
  }

  private FileStore store() throws IOException {
    return store(ExistingFiles.REPLACE, false);
  }

  private FileStore store(ExistingFiles existing, boolean traversal) throws IOException {
    Options options =
        new Options(existing, traversal, true, false, new OperationBudget(Limits.defaults()));
    return new FileStore(folder(), options, Fixtures.context());
  }

  private static Descriptor titled(String title, String content) {
    return Fixtures.blob(content).withAnnotations(Map.of(Annotations.TITLE, title));
  }

  private static ContentSource source(String text) {
    return ContentSource.ofBytes(Fixtures.bytes(text));
  }

  private static RawManifest manifest(Descriptor... layers) {
    return Fixtures.CODEC.write(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            Fixtures.TYPE,
            Descriptor.EMPTY_JSON,
            List.of(layers),
            null,
            Map.of()));
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> all = Files.walk(parent)) {
      return all.filter(p -> !Files.isDirectory(p))
          .map(p -> parent.relativize(p).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileInThePlaceOfTheFolderIsAClearError() throws IOException {
    Files.writeString(folder(), "mine");
    StoreException e = assertThrows(StoreException.class, this::store);
    assertTrue(String.valueOf(e.getMessage()).startsWith(folder() + " is a file"), e::toString);
    assertEquals("mine", Files.readString(folder()));
  }

  @Test
  void aTitledLayerBecomesAFile() throws IOException {
    FileStore store = store();
    Descriptor layer = titled("a/b.txt", "hello");

    store.push(layer, source("hello"));

    assertEquals("hello", Files.readString(folder().resolve("a/b.txt")));
    assertEquals(List.of("out/a/b.txt"), tree());
    assertTrue(store.exists(layer));
    try (InputStream in = store.fetch(layer)) {
      assertArrayEquals(Fixtures.bytes("hello"), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @Tag("IMG-ANN-09")
  @ValueSource(
      strings = {"/tmp/oras-evil", "../evil", "a/../../evil", "..", "C:\\evil", "..\\evil", "a\0b"})
  void aTitleThatLeadsOutIsRefused(String title) throws IOException {
    FileStore store = store();
    Descriptor layer = titled(title, "evil");

    assertThrows(StoreException.class, () -> store.exists(layer));
    StoreException e = assertThrows(StoreException.class, () -> store.push(layer, UNREADABLE));

    assertTrue(e.getMessage().contains("'" + title + "'"), e.getMessage());
    assertEquals(List.of(), tree());
  }

  @Test
  void titlesOfMebibytesOrHundredsOfFoldersAreRefusedAtOnce() throws IOException {
    for (String title : List.of("a/".repeat(1_000_000) + "f", "\u00e9/".repeat(100_000) + "f")) {
      StoreException e =
          assertThrows(StoreException.class, () -> store().push(titled(title, "x"), UNREADABLE));
      assertTrue(e.getMessage().contains("has more than 4096 characters"), e.getMessage());
    }
    StoreException deep =
        assertThrows(
            StoreException.class,
            () -> store().push(titled("a/".repeat(256) + "f", "x"), UNREADABLE));
    assertTrue(deep.getMessage().contains("more than 256 folders deep"), deep.getMessage());
    assertEquals(List.of(), tree());
  }

  @Test
  void aTitleMayLeadOutWhenThatIsAllowed() throws IOException {
    store(ExistingFiles.REPLACE, true).push(titled("../beside/x", "trusted"), source("trusted"));

    assertEquals(List.of("beside/x"), tree());
  }

  @Test
  void theFolderItselfIsNoFile() throws IOException {
    FileStore store = store();

    assertThrows(StoreException.class, () -> store.push(titled(".", "x"), source("x")));
    assertEquals(List.of(), tree());
  }

  @Test
  void aLinkThatIsThereIsReplacedAndNotWrittenThrough() throws IOException {
    Path victim = Files.writeString(parent.resolve("victim"), "mine");
    Files.createDirectory(folder());
    Files.createSymbolicLink(folder().resolve("x"), victim);

    store().push(titled("x", "new"), source("new"));

    assertEquals("mine", Files.readString(victim));
    assertFalse(Files.isSymbolicLink(folder().resolve("x")));
    assertEquals("new", Files.readString(folder().resolve("x")));
  }

  @Test
  void aLinkOnTheWayIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.createDirectory(folder());
    Files.createSymbolicLink(folder().resolve("sub"), outside);
    FileStore store = store();

    assertThrows(StoreException.class, () -> store.push(titled("sub/x", "x"), UNREADABLE));
    assertEquals(0, outside.toFile().list().length);
  }

  @Test
  void wrongContentLeavesNothingAndTouchesNothing() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("x"), "before");
    FileStore store = store();

    assertThrows(
        ContentVerificationException.class,
        () -> store.push(titled("x", "right"), source("wrong")));

    assertEquals(List.of("out/x"), tree());
    assertEquals("before", Files.readString(folder().resolve("x")));
    assertFalse(store.exists(titled("x", "right")));
  }

  @Test
  void contentThatBreaksOffLeavesNothing() throws IOException {
    FileStore store = store();

    assertThrows(IOException.class, () -> store.push(titled("x", "right"), source("rig")));
    assertThrows(IOException.class, () -> store.push(titled("x", "right"), UNREADABLE));

    assertEquals(List.of(), tree());
  }

  @Test
  void anExistingFileIsReplacedByDefault() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("x"), "before");

    store().push(titled("x", "after"), source("after"));

    assertEquals("after", Files.readString(folder().resolve("x")));
  }

  @Test
  void anExistingFileIsKeptWhenAskedAndNothingIsRead() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("x"), "before");

    store(ExistingFiles.KEEP, false).push(titled("x", "after"), UNREADABLE);

    assertEquals("before", Files.readString(folder().resolve("x")));
  }

  @Test
  void anExistingFileIsAnErrorWhenAskedEvenWithTheSameContent() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("x"), "same");
    FileStore store = store(ExistingFiles.REFUSE, false);

    assertFalse(store.exists(titled("x", "same")));
    StoreException e =
        assertThrows(StoreException.class, () -> store.push(titled("x", "same"), UNREADABLE));

    assertTrue(e.getMessage().contains("exists and must not be replaced"), e.getMessage());
  }

  @Test
  void aFileThatIsThereWithThatContentNeedsNoDownload() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("x"), "same");

    assertTrue(store().exists(titled("x", "same")));
    assertFalse(store().exists(titled("x", "diff")));
  }

  @Test
  void twoTitlesOfOneContentAreBothRestoredFromOneDownload() throws IOException {
    FileStore store = store();
    RawManifest manifest = manifest(titled("a", "same"), titled("b", "same"));

    store.push(titled("a", "same"), source("same"));
    store.push(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));

    assertEquals(List.of("out/a", "out/b"), tree());
    assertEquals("same", Files.readString(folder().resolve("b")));
  }

  @Test
  void expectedTitlesAreRestoredAtOnceAndNoOthers() throws IOException {
    FileStore store = store();
    RawManifest manifest = manifest(titled("a", "same"), titled("b", "same"), titled("c", "same"));
    store.expect(manifest.descriptor(), List.of(titled("a", "same"), titled("c", "same")));

    store.push(titled("a", "same"), source("same"));
    assertEquals(List.of("out/a", "out/c"), tree());

    store.push(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));
    assertEquals(List.of("out/a", "out/c"), tree());
  }

  @Test
  void aKeptFileDoesNotWithholdItsContentFromAnotherTitle() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("a"), "kept");
    FileStore store = store(ExistingFiles.KEEP, false);
    RawManifest manifest = manifest(titled("a", "same"), titled("b", "same"));
    store.expect(manifest.descriptor(), List.of(titled("a", "same"), titled("b", "same")));

    store.push(titled("a", "same"), source("same"));

    assertEquals("kept", Files.readString(folder().resolve("a")));
    assertEquals("same", Files.readString(folder().resolve("b")));
  }

  @Test
  void oneTitleOfTwoContentsIsAnError() throws IOException {
    FileStore store = store();
    store.push(titled("x", "one"), source("one"));

    StoreException e =
        assertThrows(StoreException.class, () -> store.push(titled("./x", "two"), source("two")));

    assertTrue(e.getMessage().contains("two different layers"), e.getMessage());
    assertEquals("one", Files.readString(folder().resolve("x")));
    assertEquals(List.of("out/x"), tree());
  }

  @Test
  void whatHasNoTitleIsKeptInMemoryAsFarAsItIsSmall() throws IOException {
    FileStore store = store();
    Descriptor root = Fixtures.pushArtifact(store, "untitled", null);
    store.tag(root, "v1");

    assertEquals(root.digest(), store.resolve("v1").digest());
    assertTrue(store.exists(Fixtures.blob("untitled")));
    assertEquals(List.of(), tree());

    Descriptor large = Descriptor.of(Fixtures.TYPE, Fixtures.blob("x").digest(), (4 << 20) + 1);
    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> store.push(large, UNREADABLE));
    assertTrue(e.problem().endsWith("instead (limit manifestBytes: 4194304)"), e.problem());
  }

  private FileStore holding() throws IOException {
    return FileStore.holding(folder(), Options.defaults(), Fixtures.context());
  }

  @Test
  void whatIsHeldAppearsWithTheCommitAndCanBeReadBefore() throws IOException {
    try (FileStore store = holding()) {
      Descriptor first = titled("sub/a", "content");
      store.push(first, source("content"));
      store.push(titled("b", "content"), UNREADABLE);
      assertTrue(store.exists(first));
      assertArrayEquals(Fixtures.bytes("content"), store.fetch(first).readAllBytes());
      assertFalse(Files.exists(folder().resolve("sub/a")));
      store.commit();
      assertArrayEquals(Fixtures.bytes("content"), store.fetch(first).readAllBytes());
    }
    assertEquals("content", Files.readString(folder().resolve("sub/a")));
    assertEquals("content", Files.readString(folder().resolve("b")));
    assertEquals(3, walk(folder()).size());
  }

  @Test
  void withoutACommitNothingOfWhatIsHeldIsLeft() throws IOException {
    try (FileStore store = holding()) {
      store.push(titled("sub/a", "content"), source("content"));
    }
    assertFalse(Files.exists(folder()));
  }

  @Test
  void whatCannotGoToItsPlaceInTheEndTakesTheNewOnesAlong() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("old"), "old");
    try (FileStore store = holding()) {
      store.push(titled("sub/a", "content"), source("content"));
      store.push(titled("b", "other"), source("other"));
      Files.createDirectory(folder().resolve("b"));
      assertThrows(IOException.class, store::commit);
    }
    assertEquals(List.of("b", "old"), walk(folder()));
  }

  @Test
  void whatWasReplacedBeforeAFailureIsBroughtBack() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("old"), "old");
    Files.createSymbolicLink(folder().resolve("link"), Path.of("old"));
    try (FileStore store = holding()) {
      store.push(titled("old", "new content"), source("new content"));
      store.push(titled("link", "no link"), source("no link"));
      store.push(titled("a", "a file"), source("a file"));
      store.push(titled("a/b", "below a file"), source("below a file"));
      assertThrows(StoreException.class, store::commit);
    }
    assertEquals(List.of("link", "old"), walk(folder()));
    assertEquals("old", Files.readString(folder().resolve("old")));
    assertEquals(Path.of("old"), Files.readSymbolicLink(folder().resolve("link")));
  }

  @Test
  void whatAPackedFolderReplacedBeforeAFailureIsBroughtBack() throws IOException {
    Path kept = Files.createDirectories(folder().resolve("d"));
    Files.writeString(kept.resolve("x"), "old");
    Files.writeString(kept.resolve("sub"), "a file where a folder comes");
    byte[] tar = tar("d/x", "d/sub/y", "d/z");
    Descriptor packed =
        Descriptor.of(MediaType.OCI_LAYER, tar)
            .withAnnotations(Map.of(Annotations.TITLE, "d", Annotations.CONTENT_UNPACK, "true"));
    Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
    Files.setPosixFilePermissions(kept, mine);
    Options preserving =
        new Options(
            ExistingFiles.REPLACE, false, true, true, new OperationBudget(Limits.defaults()));
    try (FileStore store = FileStore.holding(folder(), preserving, Fixtures.context())) {
      store.push(packed, ContentSource.ofBytes(tar));
      store.push(titled("b", "other"), source("other"));
      Files.createDirectory(folder().resolve("b"));
      assertThrows(StoreException.class, store::commit);
    }
    assertEquals(List.of("b", "d", "d/sub", "d/x"), walk(folder()));
    assertEquals(mine, Files.getPosixFilePermissions(kept));
    assertEquals("old", Files.readString(kept.resolve("x")));
    assertEquals("a file where a folder comes", Files.readString(kept.resolve("sub")));
  }

  @Test
  void whatIsReplacedLeavesNothingBesideWhatIsNew() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("old"), "old");
    try (FileStore store = holding()) {
      store.push(titled("old", "new content"), source("new content"));
      store.commit();
    }
    assertEquals(List.of("old"), walk(folder()));
    assertEquals("new content", Files.readString(folder().resolve("old")));
  }

  @Test
  void whatComesToAPlaceInTheMeantimeIsKeptOrRefused() throws IOException {
    for (ExistingFiles existing : List.of(ExistingFiles.KEEP, ExistingFiles.REFUSE)) {
      Options options =
          new Options(existing, false, true, false, new OperationBudget(Limits.defaults()));
      try (FileStore store = FileStore.holding(folder(), options, Fixtures.context())) {
        store.push(titled("a", "content"), source("content"));
        Files.writeString(folder().resolve("a"), "mine");
        if (existing == ExistingFiles.KEEP) {
          store.commit();
        } else {
          assertThrows(StoreException.class, store::commit);
        }
      }
      assertEquals("mine", Files.readString(folder().resolve("a")));
      Files.delete(folder().resolve("a"));
    }
  }

  @Test
  void twoContentsOfOneTitleAreRefusedBeforeTheCommit() throws IOException {
    try (FileStore store = holding()) {
      store.push(titled("a", "content"), source("content"));
      assertThrows(StoreException.class, () -> store.push(titled("a", "other"), source("other")));
    }
    assertFalse(Files.exists(folder()));
  }

  private static byte[] tar(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      for (String name : names) {
        byte[] content = Fixtures.bytes(name);
        tar.add(
            new ArchiveEntry(
                name, ArchiveEntry.Type.FILE, content.length, 0644, null, Instant.EPOCH),
            new ByteArrayInputStream(content));
      }
    }
    return bytes.toByteArray();
  }

  private static List<String> walk(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
