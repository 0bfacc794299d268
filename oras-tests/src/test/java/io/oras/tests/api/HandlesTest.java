package io.oras.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.ClientClosedException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.PushResult;
import io.oras.core.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a handle opens, creates and completes what it stands for, and which names it refuses. */
class HandlesTest extends ApiTest {
  private static final Digest ABSENT = Digest.of(new byte[] {1});
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, new byte[] {1});

  private static Artifact artifact(String text) {
    return Artifact.of(CHART, Layer.ofText(text).withTitle("a.txt"));
  }

  /** Something that is done with a repository. */
  @FunctionalInterface
  private interface Use {
    void run(Repository repository) throws IOException;
  }

  private static Arguments use(String name, Use use) {
    return Arguments.of(name, use);
  }

  static Stream<Arguments> usesThatCreateNothing() {
    return Stream.of(
        use("resolve", r -> r.resolve("v1")),
        use("fetch", r -> r.fetch("v1")),
        use("pull", r -> r.pull("v1", Path.of("never-created"))),
        use("discover", r -> r.discover("v1")),
        use("referrers", r -> r.referrers("v1")),
        use("tags", Repository::tags),
        use("blobs.resolve", r -> r.blobs().resolve(ABSENT)),
        use("blobs.read", r -> r.blobs().read(BLOB)),
        use("blobs.open", r -> r.blobs().open(BLOB).close()),
        use("blobs.openRange", r -> r.blobs().openRange(BLOB, 0, 1).close()),
        use("blobs.openEntry", r -> r.blobs().openEntry(BLOB, "a").close()),
        use("blobs.download", r -> r.blobs().download(BLOB, Path.of("never-created"))),
        use("blobs.delete", r -> r.blobs().delete(ABSENT)),
        use("editIndex", r -> r.editIndex("v1")),
        use("newIndex.add", r -> r.newIndex().add("v1")),
        use("tag", r -> r.tag("v1", "v2")),
        use("untag", r -> r.untag("v1")),
        use("delete", r -> r.delete("v1")),
        use("deleteWithReferrers", r -> r.deleteWithReferrers("v1")),
        use("collectGarbage", Repository::collectGarbage),
        use("attach", r -> r.attach("v1", Artifact.of(SBOM, Layer.ofText("{}")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("usesThatCreateNothing")
  void aLayoutThatDoesNotExistIsNotFoundAndNotCreated(String name, Use use) {
    Path folder = dir.resolve("absent");
    assertThrows(NotFoundException.class, () -> use.run(oras.layout(folder)));
    assertFalse(Files.exists(folder));
    assertFalse(Files.exists(Path.of("never-created")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("usesThatCreateNothing")
  void anArchiveThatDoesNotExistIsNotFoundAndNotCreated(String name, Use use) throws IOException {
    Path tar = dir.resolve("absent.tar");
    try (Repository archive = oras.archive(tar)) {
      assertThrows(NotFoundException.class, () -> use.run(archive));
    }
    assertFalse(Files.exists(tar));
  }

  @Test
  void aLayoutThatDoesNotExistHasNothing() throws IOException {
    Repository layout = oras.layout(dir.resolve("absent"));
    assertFalse(layout.exists("v1"));
    assertFalse(layout.blobs().exists(ABSENT));
    assertFalse(Files.exists(dir.resolve("absent")));
  }

  @Test
  void theFirstWriteCreatesTheLayout() throws IOException {
    Repository layout = oras.layout(dir.resolve("new"));
    layout.push("v1", artifact("a"));
    assertEquals(List.of("v1"), layout.tags());
    assertTrue(Files.exists(dir.resolve("new/oci-layout")));
  }

  @Test
  void anArchiveIsCompleteWhenItsHandleIsClosed() throws IOException {
    Path tar = dir.resolve("a.tar");
    try (Repository archive = oras.archive(tar)) {
      archive.push("v1", artifact("a"));
      archive.push("v2", artifact("b"));
      assertEquals(List.of("v1", "v2"), archive.tags());
    }
    assertEquals(List.of("v1", "v2"), oras.archive(tar).tags());
  }

  @Test
  void anArchiveIsCompleteWhenItsClientIsClosed() throws IOException {
    Path tar = dir.resolve("a.tar");
    try (Oras writer = client().build()) {
      writer.archive(tar).push("v1", artifact("a"));
    }
    assertEquals(List.of("v1"), oras.archive(tar).tags());
  }

  @Test
  void aHandleMayBeUsedAfterItWasClosed() throws IOException {
    Path tar = dir.resolve("a.tar");
    Repository archive = oras.archive(tar);
    archive.push("v1", artifact("a"));
    archive.close();
    assertEquals(List.of("v1"), archive.tags());
    archive.close();
    app.push("v1", artifact("a"));
    app.close();
    assertEquals(List.of("v1"), app.tags());
  }

  @Test
  void memoryIsNewAtEachCall() throws IOException {
    Repository memory = oras.memory();
    memory.push("v1", artifact("a"));
    assertEquals(List.of("v1"), memory.tags());
    assertEquals(List.of(), oras.memory().tags());
  }

  @Test
  void givenThreadsTransferTheContent() throws IOException {
    AtomicInteger created = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          created.incrementAndGet();
          Thread thread = new Thread(task, "given");
          thread.setDaemon(true);
          return thread;
        };
    try (Oras client = Oras.builder().threads(factory).build()) {
      client.memory().push("v1", artifact("a"));
    }
    assertTrue(created.get() > 0);
  }

  @Test
  void namedMemoryBelongsToOneClient() throws IOException {
    var builder = client();
    try (Oras one = builder.build();
        Oras two = builder.build()) {
      one.push("memory://x#v1", artifact("a"));
      assertEquals(List.of("v1"), one.open("memory://x").tags());
      assertThrows(NotFoundException.class, () -> two.resolve("memory://x#v1"));
    }
  }

  private static void refused(String advice, Executable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage().contains(advice), e.getMessage());
  }

  @Test
  void aRepositoryIsNamedWithoutTagAndDigest() {
    for (String suffix : List.of(":v1", "@" + ABSENT, ":v1@" + ABSENT)) {
      refused("Oras.at names an artifact", () -> oras.repository(app.name() + suffix));
      refused("Oras.at names an artifact", () -> oras.tags(app.name() + suffix));
    }
    refused("Oras.at names an artifact", () -> oras.open("memory://x#v1"));
  }

  @Test
  void aPushToADigestIsRefused() {
    String digest = "the digest comes from the content";
    refused(digest, () -> oras.push(app.name() + "@" + ABSENT, artifact("a")));
    refused(digest, () -> oras.push(app.name() + ":v1@" + ABSENT, artifact("a")));
    refused(digest, () -> app.push(ABSENT.toString(), artifact("a")));
    refused(digest, () -> app.push("v1@" + ABSENT, artifact("a")));
    refused(digest, () -> app.at("v1").withTag(ABSENT.toString()));
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void anArtifactIsReadByATagOrADigest() {
    refused("add :tag or @digest", () -> oras.pull(app.name(), dir.resolve("out")));
    refused("add :tag or @digest", () -> oras.resolve(app.name()));
    refused("add :tag or @digest", () -> oras.attach(app.name(), artifact("a")));
    refused("add #tag or #@digest", () -> oras.fetch("memory://x"));
    refused("no tag or digest", () -> app.fetch(""));
    refused("add :tag or @digest", () -> oras.copy(app.untagged(), oras.memory().at("v1")));
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void aDigestDecidesWhereATagIsGivenToo() throws IOException {
    PushResult first = app.push("v1", artifact("first"));
    app.push("v1", artifact("second"));
    String both = "v1@" + first.digest();
    assertEquals(first.digest(), app.resolve(both).digest());
    assertEquals(first.digest(), app.fetch(both).digest());
    assertEquals(first.digest(), oras.resolve(app.name() + ":" + both).digest());
    app.pull(both, dir.resolve("out"));
    assertEquals("first", Files.readString(dir.resolve("out/a.txt")));
    assertNotEquals(first.digest(), app.resolve("v1").digest());
  }

  @Test
  void aDigestOfACopysDestinationIsComparedBeforeAnythingIsWritten() throws IOException {
    Digest digest = app.push("v1", artifact("a")).digest();
    Path mirror = dir.resolve("mirror");
    String uri = oras.layout(mirror).name();
    assertThrows(
        ContentVerificationException.class,
        () -> oras.copy(app.name() + ":v1", uri + "#@" + ABSENT));
    assertFalse(Files.exists(mirror));
    oras.copy(app.name() + ":v1", uri + "#@" + digest);
    assertTrue(oras.layout(mirror).exists(digest.toString()));
  }

  @Test
  void copyTagsRefusesOptionsWithTags() {
    refused(
        "keeps the tags",
        () -> oras.copyTags(app, oras.memory(), List.of("v1"), o -> o.tags("v2")));
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void closeFailsIfAnArchiveCannotBeCompletedAndClosesTheRest() throws IOException {
    Path tar = dir.resolve("app.tar");
    try (Oras other = client().build()) {
      other.archive(tar).push("v1", Artifact.of(CHART, Layer.ofText("x").withTitle("x")));
      Files.deleteIfExists(tar);
      Files.createDirectories(tar.resolve("not empty"));

      assertThrows(IOException.class, other::close);

      assertThrows(ClientClosedException.class, () -> other.tags(app.name()));
    }
  }

  @Test
  void settingsOfDockerHubCountForEachOfItsNames() throws IOException {
    try (Oras other = client().registry("index.docker.io", r -> r.plainHttp(true)).build()) {
      for (String name : List.of("docker.io", "index.docker.io", "registry-1.docker.io")) {
        assertEquals("http", other.registry(name).origin().scheme(), name);
      }
    }
  }

  @Test
  void anEntryOfAnIndexIsAddedByTagAndDigest() throws IOException {
    Digest digest = app.push("v1", artifact("a")).digest();
    assertEquals(digest, app.newIndex().add("v1@" + digest).digest());
  }
}
