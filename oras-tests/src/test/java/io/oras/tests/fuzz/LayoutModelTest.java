package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.StoreContext;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.store.layout.LayoutStore;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An OCI layout under random commands of two stores at once does what a few maps do: after each
 * command both stores and the folder tell the same as the model.
 */
class LayoutModelTest {
  private static final List<String> TAGS = List.of("v1", "v2", "latest", "a/b:c");

  @TempDir Path folder;
  private int layouts;

  private static final StoreContext CONTEXT =
      new StoreContext() {
        private final ManifestCodec codec = new JsonManifestCodec();

        @Override
        public ManifestCodec codec() {
          return codec;
        }
      };

  /** What should be there. */
  private static final class Model {
    final Map<Digest, RandomGraph.Node> content = new TreeMap<>(byText());
    final Map<String, Digest> tags = new TreeMap<>();

    static java.util.Comparator<Digest> byText() {
      return java.util.Comparator.comparing(Digest::toString);
    }

    Stream<RandomGraph.Node> manifests() {
      return content.values().stream().filter(RandomGraph.Node::isManifest);
    }

    void delete(Digest digest) {
      content.remove(digest);
      tags.values().removeIf(digest::equals);
    }

    /** Every manifest is listed, so what is named by one is reached. */
    Set<Digest> collect() {
      Set<Digest> kept = new TreeSet<>(byText());
      manifests()
          .forEach(
              node -> {
                kept.add(node.digest());
                node.successors().forEach(next -> kept.add(next.digest()));
              });
      Set<Digest> gone = new TreeSet<>(byText());
      gone.addAll(content.keySet());
      gone.removeAll(kept);
      gone.forEach(content::remove);
      return gone;
    }
  }

  private final class Run {
    final SeededRandom chance;
    final List<RandomGraph.Node> pool;
    final Path root = folder.resolve("layout" + layouts++);
    final Model model = new Model();
    final List<LayoutStore> stores = new ArrayList<>();

    Run(SeededRandom chance) throws IOException {
      this.chance = chance;
      this.pool = new RandomGraph(chance).nodes();
      stores.add(LayoutStore.open(root, CONTEXT));
      stores.add(LayoutStore.open(root, CONTEXT));
    }

    void step() throws IOException {
      LayoutStore store = chance.pick(stores);
      RandomGraph.Node node = chance.pick(pool);
      String tag = chance.pick(TAGS);
      switch (chance.below(12)) {
        case 0 -> stores.set(stores.indexOf(store), LayoutStore.open(root, CONTEXT));
        case 1 -> delete(store, node);
        case 2 -> untag(store, tag);
        case 3 ->
            assertEquals(
                model.collect().stream().map(Digest::toString).toList(),
                store.collectGarbage(Duration.ZERO).stream()
                    .map(Digest::toString)
                    .sorted()
                    .toList());
        case 4, 5, 6 -> {
          if (node.isManifest()) {
            tag(store, node, tag);
          }
        }
        default -> push(store, node);
      }
    }

    private void push(LayoutStore store, RandomGraph.Node node) throws IOException {
      if (node.isManifest() && chance.oneIn(3)) {
        store.pushReference(node.manifest(), "pushed");
        model.tags.put("pushed", node.digest());
      } else {
        store.push(node.descriptor(), ContentSource.ofBytes(node.bytes()));
      }
      model.content.put(node.digest(), node);
    }

    private void tag(LayoutStore store, RandomGraph.Node node, String tag) throws IOException {
      if (model.content.containsKey(node.digest())) {
        store.tag(node.descriptor(), tag);
        model.tags.put(tag, node.digest());
      } else {
        assertThrows(NotFoundException.class, () -> store.tag(node.descriptor(), tag));
      }
    }

    private void untag(LayoutStore store, String tag) throws IOException {
      if (model.tags.remove(tag) != null) {
        store.untag(tag);
      } else {
        assertThrows(NotFoundException.class, () -> store.untag(tag));
      }
    }

    private void delete(LayoutStore store, RandomGraph.Node node) throws IOException {
      if (model.content.containsKey(node.digest())) {
        store.delete(node.descriptor());
        model.delete(node.digest());
      } else {
        assertThrows(NotFoundException.class, () -> store.delete(node.descriptor()));
      }
    }

    void compare() throws IOException {
      for (LayoutStore store : stores) {
        assertEquals(List.copyOf(model.tags.keySet()), store.tags(Optional.empty()).toList());
        for (Map.Entry<String, Digest> tag : model.tags.entrySet()) {
          assertEquals(tag.getValue(), store.resolve(tag.getKey()).digest());
        }
        for (RandomGraph.Node node : pool) {
          compare(store, node);
        }
      }
      assertEquals(
          model.content.keySet().stream().map(Digest::encoded).collect(Collectors.toSet()),
          files("blobs/sha256"));
      assertEquals(Set.of(), files("ingest"));
    }

    private void compare(LayoutStore store, RandomGraph.Node node) throws IOException {
      boolean there = model.content.containsKey(node.digest());
      assertEquals(there, store.exists(node.descriptor()), node::toString);
      if (there) {
        try (InputStream in = store.fetch(node.descriptor())) {
          assertEquals(node.digest(), Digest.of(in.readAllBytes()));
        }
        Descriptor found = store.resolve(node.digest().toString());
        assertEquals(node.digest(), found.digest());
        assertEquals(node.isManifest(), found.mediaType().isManifest(), node::toString);
      } else {
        assertThrows(NotFoundException.class, () -> store.resolve(node.digest().toString()));
      }
      assertEquals(
          model
              .manifests()
              .filter(m -> m.successors().contains(node.descriptor()))
              .map(m -> m.digest().toString())
              .collect(Collectors.toSet()),
          store.predecessors(node.descriptor()).stream()
              .map(d -> d.digest().toString())
              .collect(Collectors.toSet()));
    }

    private Set<String> files(String name) throws IOException {
      Path path = root.resolve(name);
      if (!Files.exists(path)) {
        return Set.of();
      }
      try (Stream<Path> files = Files.list(path)) {
        return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      }
    }
  }

  @Test
  void aLayoutDoesWhatAFewMapsDo() {
    PropertyRunner.check(
        "layout-model",
        25,
        chance -> {
          Run run = new Run(chance);
          for (int steps = chance.between(5, 25); steps > 0; steps--) {
            run.step();
            run.compare();
          }
        });
  }
}
