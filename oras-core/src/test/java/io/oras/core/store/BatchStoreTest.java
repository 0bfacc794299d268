package io.oras.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.layout.LayoutStore;
import io.oras.core.store.layout.LayoutVersion;
import io.oras.core.store.layout.WritableIndexFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchStoreTest {
  @TempDir private Path root;

  private LayoutStore open() throws IOException {
    return LayoutStore.open(root, Fixtures.context());
  }

  private byte[] index() throws IOException {
    return Files.readAllBytes(root.resolve("index.json"));
  }

  private static List<Digest> listed(LayoutStore store) throws IOException {
    return store.index().read().list().stream().map(r -> r.descriptor().digest()).toList();
  }

  @Test
  void theListOfManifestsIsWrittenWhenTheBatchIsClosed() throws IOException {
    LayoutStore store = open();
    byte[] before = index();
    Descriptor first;
    Descriptor second;
    Descriptor tagged;
    try (BatchStore batch = new BatchStore(store)) {
      first = Fixtures.pushArtifact(batch, "first", null);
      second = Fixtures.pushArtifact(batch, "second", first);
      tagged = Fixtures.pushIndex(batch, first);
      batch.tag(tagged, "v1");
      assertArrayEquals(before, index());
      assertEquals(tagged.digest(), batch.resolve("v1").digest());
      assertEquals(
          second.digest(),
          batch.referrers(first, Optional.empty()).findFirst().orElseThrow().digest());
    }
    LayoutStore again = open();
    assertEquals(List.of(first.digest(), second.digest(), tagged.digest()), listed(again));
    assertEquals(tagged.digest(), again.resolve("v1").digest());
  }

  @Test
  void whatABatchRemovesIsNotListed() throws IOException {
    try (BatchStore batch = new BatchStore(open())) {
      Descriptor first = Fixtures.pushArtifact(batch, "first", null);
      batch.tag(first, "v1");
      batch.untag("v1");
      batch.delete(first);
    }
    assertEquals(List.of(), listed(open()));
  }

  @Test
  void whatOthersListMeanwhileStaysListed() throws IOException {
    Descriptor first;
    Descriptor other;
    try (BatchStore batch = new BatchStore(open())) {
      first = Fixtures.pushArtifact(batch, "first", null);
      other = Fixtures.pushArtifact(open(), "other", null);
      assertEquals(
          List.of(other.digest(), first.digest()),
          batch.predecessors(Descriptor.EMPTY_JSON).stream().map(Descriptor::digest).toList());
    }
    assertEquals(List.of(other.digest(), first.digest()), listed(open()));
  }

  @Test
  void aProgramThatDiesLeavesTheListAsItWasAndTheContentForTheNext() throws IOException {
    Descriptor before = Fixtures.pushArtifact(open(), "before", null);
    BatchStore dead = new BatchStore(open());
    Descriptor first = Fixtures.pushArtifact(dead, "first", null);
    dead.tag(first, "v1");

    LayoutStore next = open();

    assertEquals(List.of(before.digest()), listed(next));
    assertEquals(List.of(), next.tags(Optional.empty()).toList());
    assertTrue(next.exists(first));
    try (BatchStore batch = new BatchStore(next)) {
      Fixtures.pushArtifact(batch, "first", null);
    }
    assertEquals(List.of(before.digest(), first.digest()), listed(open()));
  }

  @Test
  void anIndexThatCouldNotBeReadAgainIsNotWritten() throws IOException {
    LayoutStore store = open();
    Descriptor small = Fixtures.pushArtifact(store, "small", null);
    byte[] before = index();
    SafeFolder folder = SafeFolder.of(root);
    ProcessLock lock = new ProcessLock(folder, LayoutVersion.FILE);
    WritableIndexFile index = new WritableIndexFile(folder, Fixtures.CODEC, lock, 2000);
    Descriptor large =
        Fixtures.manifest("large", null)
            .descriptor()
            .withAnnotations(Map.of("text", "x".repeat(2000)));

    LimitExceededException e =
        assertThrows(
            LimitExceededException.class, () -> index.update(now -> now.with(large, "v1")));

    assertTrue(e.getMessage().contains("index.json would have"), e.getMessage());
    assertTrue(e.getMessage().contains("more than the limit of 2000"), e.getMessage());
    assertArrayEquals(before, index());
    index.update(now -> now.with(small, "v2"));
    assertEquals(small.digest(), open().resolve("v2").digest());
  }
}
