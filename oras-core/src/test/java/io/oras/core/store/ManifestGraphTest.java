package io.oras.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.context.DocumentReader;
import io.oras.core.store.layout.HeavyLayout;
import io.oras.core.store.layout.LayoutStore;
import io.oras.core.store.layout.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestGraphTest {
  @TempDir private Path root;

  @Test
  void annotationsOfTheManifestsOfALayoutAreNotHeldInMemory() throws Exception {
    Process process = OwnJvm.start(HeavyLayout.class, "64m", root.toString());
    try (BufferedReader out = process.inputReader()) {
      assertEquals(Integer.toString(HeavyLayout.REFERRERS), out.readLine());
      assertEquals(0, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aReferrerIsReadWhenTheStreamComesToIt() throws IOException {
    LayoutStore store = LayoutStore.open(root, Fixtures.context());
    Descriptor subject = Fixtures.pushArtifact(store, "subject", null);
    Descriptor first = Fixtures.pushArtifact(store, "first", subject);
    Descriptor second = Fixtures.pushArtifact(store, "second", subject);
    Fixtures.pushArtifact(store, "third", subject);
    try (Stream<Descriptor> referrers = store.referrers(subject, Optional.empty())) {
      Iterator<Descriptor> each = referrers.iterator();
      assertEquals(first.digest(), each.next().digest());
      store.blobs().delete(second.digest());
      assertEquals("third", each.next().annotations().get("about"));
    }
  }

  @Test
  void aGraphThatDoesNotFitIntoMemoryIsAClearError() throws IOException {
    MemoryBlobs blobs = new MemoryBlobs("the store");
    Descriptor[] children =
        IntStream.range(0, 1000)
            .mapToObj(i -> Fixtures.manifest("child " + i, null).descriptor())
            .toArray(Descriptor[]::new);
    RawManifest index = Fixtures.index(children);
    blobs.store(index.descriptor(), ContentSource.ofBytes(index.bytes()));
    LayoutIndex roots = LayoutIndex.NONE.with(index.descriptor());
    Digest child = children[0].digest();

    assertEquals(
        1,
        new ManifestGraph(blobs, new DocumentReader(Fixtures.context()), 1 << 20)
            .predecessors(roots, child)
            .count());
    LimitExceededException e =
        assertThrows(
            LimitExceededException.class,
            () ->
                new ManifestGraph(blobs, new DocumentReader(Fixtures.context()), 100_000)
                    .predecessors(roots, child));

    assertTrue(
        e.getMessage().contains("the store have more references than fit into 100000 bytes"),
        e.getMessage());
  }
}
