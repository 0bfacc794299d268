package io.oras.core.store.layout;

import static io.oras.core.store.Fixtures.CODEC;
import static io.oras.core.store.Fixtures.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.MediaType;
import io.oras.core.store.Fixtures;
import io.oras.core.store.ReadableStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutStoreTest {
  private static final String EMPTY_INDEX =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}";

  @TempDir private Path temp;
  private Path root;

  @BeforeEach
  void chooseFolder() {
    root = temp.resolve("layout");
  }

  private LayoutStore open() throws IOException {
    return LayoutStore.open(root, Fixtures.context());
  }

  private String index() throws IOException {
    return Files.readString(root.resolve("index.json"));
  }

  private void index(String json) throws IOException {
    Files.writeString(root.resolve("index.json"), json);
  }

  private Path file(Descriptor descriptor) {
    Digest digest = descriptor.digest();
    return root.resolve("blobs").resolve(digest.algorithm()).resolve(digest.encoded());
  }

  @Test
  @Tag("IMG-LAY-03")
  @Tag("IMG-LAY-05")
  void newLayoutIsThatOfTheOrasCommand() throws IOException {
    open().close();
    assertEquals(
        "{\"imageLayoutVersion\":\"1.0.0\"}", Files.readString(root.resolve("oci-layout")));
    assertEquals(EMPTY_INDEX, index());
    assertTrue(Files.isDirectory(root.resolve("blobs")));
  }

  @Test
  void oneTaggedPushIsTheIndexOfTheOrasCommand() throws IOException {
    LayoutStore store = open();
    RawManifest manifest = Fixtures.manifest("x", null);
    store.push(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));
    store.tag(manifest.descriptor(), "v1");
    assertEquals(
        EMPTY_INDEX.replace(
            "[]",
            ("[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\","
                    + "\"size\":%d,\"annotations\":{\"about\":\"x\","
                    + "\"org.opencontainers.image.ref.name\":\"v1\"},"
                    + "\"artifactType\":\"application/vnd.example.thing\"}]")
                .formatted(manifest.descriptor().digest(), manifest.descriptor().size())),
        index());
  }

  @Test
  @Tag("IMG-LAY-01")
  void brokenMarkerIsAClearError() throws IOException {
    open();
    for (String marker : List.of("", "[]", "{}", "{\"imageLayoutVersion\":1}")) {
      Files.writeString(root.resolve("oci-layout"), marker);
      StoreException e = assertThrows(StoreException.class, this::open, marker);
      assertTrue(e.getMessage().contains("oci-layout"), e.getMessage());
    }
  }

  @Test
  @Tag("IMG-LAY-01")
  @Tag("IMG-LAY-04")
  void emptyFolderIsNoLayoutToReadAndNothingIsWrittenIntoIt() throws IOException {
    Files.createDirectories(root);
    NotFoundException e =
        assertThrows(
            NotFoundException.class, () -> LayoutStore.openReadOnly(root, Fixtures.context()));
    assertTrue(e.getMessage().contains("invalid OCI Image Layout"), e.getMessage());
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  @Tag("IMG-LAY-04")
  void missingIndexIsCreatedToWriteAndAnErrorToRead() throws IOException {
    open();
    Files.delete(root.resolve("index.json"));
    assertThrows(NotFoundException.class, () -> LayoutStore.openReadOnly(root, Fixtures.context()));
    open();
    assertEquals(EMPTY_INDEX, index());
  }

  @Test
  @Tag("IMG-LAY-04")
  void indexThatIsNoIndexIsAClearError() throws IOException {
    open();
    for (String json : List.of("", "[]", "{\"schemaVersion\":1}", EMPTY_INDEX + "x")) {
      index(json);
      StoreException e = assertThrows(StoreException.class, this::open, json);
      assertTrue(e.getMessage().contains("index.json"), e.getMessage());
    }
  }

  @Test
  @Tag("IMG-LAY-02")
  void moreInTheMarkerIsAcceptedAndStays() throws IOException {
    open();
    String marker = "{\"x\":1, \"imageLayoutVersion\":\"1.0.0\"}";
    Files.writeString(root.resolve("oci-layout"), marker);
    Fixtures.pushArtifact(open(), "x", null);
    assertEquals(marker, Files.readString(root.resolve("oci-layout")));
  }

  @Test
  @Tag("IMG-LAY-03")
  void layoutOfAnotherVersionIsRefused() throws IOException {
    open();
    Files.writeString(root.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
    StoreException e = assertThrows(StoreException.class, this::open);
    assertTrue(e.getMessage().contains("unsupported imageLayoutVersion '2.0.0'"), e.getMessage());
  }

  @Test
  void fileIsNoLayout() throws IOException {
    Files.writeString(root, "x");
    assertThrows(StoreException.class, this::open);
  }

  @Test
  @Tag("IMG-LAY-06")
  @Tag("IMG-LAY-10")
  void foreignFilesAndUnreferencedBlobsStay() throws IOException {
    open();
    Files.writeString(root.resolve("manifest.json"), "[]");
    Files.createDirectories(root.resolve("blobs/sha256/folder"));
    LayoutStore store = open();
    Descriptor blob = Fixtures.pushBlob(store, "unreferenced");
    Fixtures.pushArtifact(store, "x", null);
    assertEquals("[]", Files.readString(root.resolve("manifest.json")));
    assertTrue(store.exists(blob));
  }

  @Test
  @Tag("IMG-LAY-08")
  void corruptBlobIsAnErrorThatNamesIt() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Fixtures.pushBlob(store, "right");
    Files.writeString(file(blob), "wrong");
    try (InputStream in = store.fetch(blob)) {
      ContentVerificationException e =
          assertThrows(ContentVerificationException.class, in::readAllBytes);
      assertTrue(e.getMessage().contains(blob.digest().toString()), e.getMessage());
    }
  }

  @Test
  @Tag("IMG-LAY-08")
  void wrongContentLeavesNothing() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Fixtures.blob("right");
    for (String content : List.of("wrong", "short", "right and more", "")) {
      assertThrows(
          ContentVerificationException.class,
          () -> store.push(blob, ContentSource.ofBytes(bytes(content))));
    }
    assertFalse(Files.exists(file(blob)));
    assertEquals(List.of(), list("ingest"));
  }

  @Test
  @Tag("IMG-LAY-08")
  void blobThatSomethingCutShortIsPushedAgain() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Fixtures.pushBlob(store, "whole");
    Files.writeString(file(blob), "who");
    assertFalse(store.exists(blob));
    Fixtures.pushBlob(store, "whole");
    assertEquals("whole", Files.readString(file(blob)));
  }

  @Test
  void blobThatIsThereIsNotWrittenAgain() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Fixtures.pushBlob(store, "once");
    Object written = Files.readAttributes(file(blob), "unix:ino").get("ino");
    store.push(blob, unreadable(blob.size()));
    assertEquals(written, Files.readAttributes(file(blob), "unix:ino").get("ino"));
  }

  private static ContentSource unreadable(long size) {
    return new ContentSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        throw new IOException("opened");
      }
    };
  }

  @Test
  @Tag("IMG-LAY-09")
  void sha512HasItsOwnFolder() throws IOException {
    Descriptor blob =
        Descriptor.of(Fixtures.TYPE, Digest.of(DigestAlgorithm.SHA512, bytes("x")), 1);
    open().push(blob, ContentSource.ofBytes(bytes("x")));
    assertEquals("x", Files.readString(file(blob)));
    assertTrue(file(blob).startsWith(root.resolve("blobs/sha512")));
  }

  @Test
  @Tag("IMG-LAY-09")
  void digestThatCannotBeVerifiedIsNeitherStoredNorRead() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Descriptor.of(Fixtures.TYPE, Digest.parse("multihash+base58:Qm"), 1);
    assertThrows(
        UnsupportedDigestException.class,
        () -> store.push(blob, ContentSource.ofBytes(bytes("x"))));
    assertThrows(UnsupportedDigestException.class, () -> store.fetch(blob));
    assertFalse(store.exists(blob));
  }

  @Test
  @Tag("IMG-LAY-09")
  void digestWithAPathIsNoDigest() throws IOException {
    LayoutStore store = open();
    assertThrows(NotFoundException.class, () -> store.resolve("sha256:../../oci-layout"));
    index(
        EMPTY_INDEX.replace(
            "[]", "[{\"mediaType\":\"a/b\",\"digest\":\"sha256:../../oci-layout\",\"size\":30}]"));
    assertThrows(NotFoundException.class, () -> store.resolve("x"));
    assertThrows(NotFoundException.class, () -> store.resolve("sha256:../../oci-layout"));
  }

  @Test
  @Tag("IMG-LAY-11")
  void missingBlobsAreToleratedUntilTheyAreFetched() throws IOException {
    LayoutStore store = open();
    RawManifest child = Fixtures.manifest("child", null);
    Descriptor parent = Fixtures.pushIndex(store, child.descriptor());
    store.tag(parent, "v1");
    LayoutStore again = open();
    assertEquals(parent.plain(), again.resolve("v1").plain());
    assertEquals(List.of(parent.plain()), again.predecessors(child.descriptor()));
    assertThrows(NotFoundException.class, () -> again.fetch(child.descriptor()));
    assertThrows(NotFoundException.class, () -> again.resolve(child.descriptor().digest() + ""));
    Fixtures.push(store, child);
    assertEquals(1, again.predecessors(Fixtures.blob("child")).size());
  }

  @Test
  @Tag("IMG-LAY-07")
  @Tag("IMG-LAY-12")
  @Tag("IMG-LAY-13")
  void foreignEntriesAreFoundByAnyName() throws IOException {
    LayoutStore store = open();
    Descriptor xml =
        new Descriptor(
            new MediaType("application/xml"),
            Fixtures.pushBlob(store, "<x/>").digest(),
            4,
            List.of(),
            Map.of(),
            null,
            null,
            null);
    for (String name : List.of("v1.0-x", "docker.io/a:b", "a:b", "a b", "a__b")) {
      index(entries(xml, name));
      assertEquals(xml, store.resolve(name));
      assertEquals(List.of(name), store.tags(Optional.empty()).toList());
      assertArrayEquals(bytes("<x/>"), store.fetchReference(name).bytes());
    }
  }

  private static String entries(Descriptor descriptor, String name) {
    return new String(
        CODEC.encode(
            ImageIndex.of(
                List.of(
                    descriptor.withAnnotations(
                        Annotations.with(descriptor.annotations(), Annotations.REF_NAME, name))))),
        StandardCharsets.UTF_8);
  }

  @Test
  void nameThatReadsLikeADigestDoesNotStandForOtherContent() throws IOException {
    LayoutStore store = open();
    Descriptor asked = Fixtures.pushBlob(store, "asked");
    Descriptor other = Fixtures.pushBlob(store, "other");
    String digest = asked.digest().toString();
    index(entries(other, digest));
    assertEquals(asked.digest(), store.resolve(digest).digest());
    assertThrows(IllegalArgumentException.class, () -> store.tag(other, digest));
  }

  @Test
  @Tag("IMG-LAY-14")
  void refNameCountsInIndexJsonAloneAndIsNotGivenAway() throws IOException {
    LayoutStore store = open();
    Descriptor child = Fixtures.pushArtifact(store, "child", null);
    Descriptor named =
        child.withAnnotations(Map.of(Annotations.REF_NAME, "nested", "other", "stays"));
    Descriptor parent = Fixtures.pushIndex(store, named);
    store.tag(parent, "v1");
    assertThrows(NotFoundException.class, () -> store.resolve("nested"));
    assertFalse(open().resolve("v1").annotations().containsKey(Annotations.REF_NAME));
    store.tag(named, "v2");
    assertFalse(open().resolve("v2").annotations().containsKey(Annotations.REF_NAME));
    assertEquals(List.of("v1", "v2"), store.tags(Optional.empty()).toList());
  }

  @Test
  @Tag("IMG-LAY-15")
  void tagsOfRegistriesAndRefNamesAreWrittenAndNothingElse() throws IOException {
    LayoutStore store = open();
    Descriptor artifact = Fixtures.pushArtifact(store, "x", null);
    List<String> good =
        List.of(
            "v1.0.0-vendor.0",
            "a--b",
            "a/b",
            "a+b",
            "docker.io/library/alpine:3.20",
            "user@host:5000/x",
            "a__b",
            "a..b",
            "_x");
    for (String name : good) {
      store.tag(artifact, name);
    }
    assertEquals(good.stream().sorted().toList(), store.tags(Optional.empty()).toList());
    for (String name : List.of("", "a b", "a/", "a//b", "-a", "a\n", "/a")) {
      assertThrows(IllegalArgumentException.class, () -> store.tag(artifact, name), name);
    }
  }

  @Test
  @Tag("IMG-LAY-16")
  void retagMovesTheName() throws IOException {
    LayoutStore store = open();
    Descriptor a = Fixtures.pushArtifact(store, "a", null);
    Descriptor b = Fixtures.pushArtifact(store, "b", null);
    store.tag(a, "v1");
    store.tag(a, "v2");
    store.tag(b, "v1");
    LayoutStore again = open();
    assertEquals(b.digest(), again.resolve("v1").digest());
    assertEquals(a.digest(), again.resolve("v2").digest());
    assertEquals(2, index().split(Annotations.REF_NAME, -1).length - 1);
    assertEquals(2, index().split("\"digest\"", -1).length - 1);
  }

  @Test
  @Tag("IMG-LAY-17")
  void manifestWithoutATagIsListed() throws IOException {
    Descriptor artifact = Fixtures.pushArtifact(open(), "x", null);
    assertTrue(index().contains(artifact.digest().toString()));
    assertEquals(artifact.plain(), open().resolve(artifact.digest().toString()));
  }

  @Test
  @Tag("IMG-LAY-18")
  void whatOthersWroteIntoIndexJsonStays() throws IOException {
    LayoutStore store = open();
    Descriptor artifact = Fixtures.pushArtifact(store, "x", null);
    String entry =
        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"com.example\":{\"a\":[1.50,null]},"
                .formatted(artifact.mediaType(), artifact.digest(), artifact.size())
            + "\"annotations\":{\"about\":\"x\"%s}}";
    String document =
        "{\"schemaVersion\":2,\"x\":1.0,\"manifests\":[%s],\"annotations\":{\"k\":\"v\"}}";
    index(document.formatted(entry.formatted("")));
    store.tag(artifact, "v1");
    String named = entry.formatted(",\"org.opencontainers.image.ref.name\":\"v1\"");
    assertEquals(document.formatted(named), index());
    Descriptor other = Fixtures.pushArtifact(store, "other", null);
    assertTrue(index().contains(named), index());
    store.delete(other);
    store.untag("v1");
    assertEquals(document.formatted(entry.formatted("")), index());
  }

  @Test
  @Tag("IMG-LAY-20")
  void manyThreadsAndStoresLoseNoTag() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Descriptor>> pushes = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        int n = i;
        pushes.add(
            threads.submit(
                () -> {
                  LayoutStore store = open();
                  Descriptor pushed = Fixtures.pushArtifact(store, "content " + n, null);
                  store.tag(pushed, "t" + n);
                  return pushed;
                }));
      }
      LayoutStore reader = open();
      for (int i = 0; i < pushes.size(); i++) {
        assertEquals(pushes.get(i).get().digest(), reader.resolve("t" + i).digest());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatAnotherStoreAddsIsSeen() throws IOException {
    LayoutStore reader = open();
    assertEquals(List.of(), reader.predecessors(Fixtures.blob("x")));
    Descriptor subject = Fixtures.pushArtifact(open(), "x", null);
    assertEquals(1, reader.predecessors(Fixtures.blob("x")).size());
    Descriptor referrer = Fixtures.pushArtifact(open(), "signature", subject);
    assertEquals(List.of(referrer), reader.referrers(subject, Optional.of(Fixtures.TYPE)).toList());
  }

  @Test
  void brokenManifestIsAnErrorWhereAllMustBeKnownAndNowhereElse() throws IOException {
    LayoutStore store = open();
    Descriptor broken = Fixtures.pushArtifact(store, "broken", null);
    Descriptor whole = Fixtures.pushArtifact(store, "whole", null);
    Files.writeString(file(broken), "x".repeat((int) broken.size()));
    LayoutStore again = open();
    assertEquals(whole.plain(), again.resolve(whole.digest().toString()));
    assertEquals(List.of(whole), again.predecessors(Fixtures.blob("whole")));
    StoreException e = assertThrows(StoreException.class, again::collectGarbage);
    assertTrue(e.getMessage().contains(broken.digest().toString()), e.getMessage());
    again.delete(broken);
    assertEquals(List.of(whole), again.predecessors(Fixtures.blob("whole")));
  }

  @Test
  void readOnlyLayoutOffersNoWriting() throws IOException {
    LayoutStore store = open();
    Descriptor artifact = Fixtures.pushArtifact(store, "x", null);
    store.tag(artifact, "v1");
    ReadableStore reader = LayoutStore.openReadOnly(root, Fixtures.context());
    assertFalse(reader instanceof io.oras.api.content.Pusher);
    assertEquals(artifact, reader.resolve("v1"));
    assertEquals(artifact, reader.fetchReference("v1").descriptor());
  }

  @Test
  void collectionKeepsWhatIsReachedAndRemovesTheRest() throws IOException {
    LayoutStore store = open();
    Descriptor subject = Fixtures.pushArtifact(store, "subject", null);
    Descriptor referrer = Fixtures.pushArtifact(store, "referrer", subject);
    Descriptor deleted = Fixtures.pushArtifact(store, "deleted", null);
    Descriptor stray = store.pushStream(Fixtures.TYPE, new ByteArrayInputStream(bytes("stray")));
    store.delete(deleted);
    Files.writeString(root.resolve("ingest/left"), "by a push that died");
    Files.writeString(root.resolve("blobs/sha256/README"), "no blob");
    age("ingest/left");
    age("blobs/sha256/" + stray.digest().encoded());
    age("blobs/sha256/" + Fixtures.blob("subject").digest().encoded());
    assertEquals(
        List.of(stray.digest()), store.collectGarbage(), "what is young may be part of a push");
    assertEquals(List.of(), list("ingest"));
    assertEquals(
        List.of(Fixtures.blob("deleted").digest()), store.collectGarbage(Duration.ofMillis(-1)));
    for (Descriptor kept :
        List.of(subject, referrer, Fixtures.blob("subject"), Fixtures.blob("referrer"))) {
      assertTrue(store.exists(kept));
    }
    assertTrue(Files.exists(root.resolve("blobs/sha256/README")));
  }

  @Test
  void collectionKeepsWhatARootOfUnknownTypeMentions() throws IOException {
    LayoutStore store = open();
    Descriptor blob = Fixtures.pushBlob(store, "kept");
    Descriptor root = Fixtures.pushBlob(store, "{\"blobs\":[\"" + blob.digest() + "\"]}");
    store.tag(root, "v1");
    assertEquals(List.of(), store.collectGarbage(Duration.ofMillis(-1)));
    assertTrue(store.exists(blob));
  }

  @Test
  void blobThatAPushReliesOnIsNotCollected() throws IOException {
    LayoutStore store = open();
    Descriptor old = Fixtures.pushBlob(store, "old");
    age("blobs/sha256/" + old.digest().encoded());
    assertTrue(store.exists(old));
    assertEquals(List.of(), store.collectGarbage());
    age("blobs/sha256/" + old.digest().encoded());
    Fixtures.pushBlob(store, "old");
    assertEquals(List.of(), store.collectGarbage());
    age("blobs/sha256/" + old.digest().encoded());
    assertEquals(List.of(old.digest()), store.collectGarbage());
  }

  private void age(String file) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.fromMillis(0));
  }

  private List<Path> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.toList();
    }
  }

  @Test
  void aLayoutHoldsNoOtherFilesThanThoseOfTheSpecification() throws IOException {
    try (LayoutStore store = open()) {
      store.push(
          Descriptor.of(MediaType.OCI_LAYER, new byte[] {1}),
          ContentSource.ofBytes(new byte[] {1}));
    }
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(
          List.of("blobs", "index.json", "ingest", "oci-layout"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFolderForFilesOnTheirWayIsMadeForBlobsAlone() throws IOException {
    try (LayoutStore store = open()) {
      assertFalse(Files.exists(root.resolve("ingest")));
      Fixtures.pushBlob(store, "content");
      assertTrue(Files.isDirectory(root.resolve("ingest")));
    }
  }

  @Test
  void aLayoutWhoseCreationWasCutOffIsCompleted() throws IOException {
    Files.createDirectories(root);
    Files.createFile(root.resolve("oci-layout"));
    open().close();
    LayoutStore.openReadOnly(root, Fixtures.context()).close();
  }

  @Test
  void blobsAreReadOnlyAndTheIndexKeepsItsMode() throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, new byte[] {1});
    open().close();
    Path index = root.resolve("index.json");
    Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-rw----"));
    try (LayoutStore store = open()) {
      store.push(blob, ContentSource.ofBytes(new byte[] {1}));
      RawManifest empty = CODEC.write(ImageIndex.of(List.of()));
      store.push(empty.descriptor(), ContentSource.ofBytes(empty.bytes()));
      store.tag(empty.descriptor(), "v1");
    }
    assertEquals("rw-rw----", mode(index));
    assertEquals("r--r--r--", mode(file(blob)));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
