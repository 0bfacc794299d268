package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.api.model.Digest;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.Environment;
import io.oras.core.CopyResult;
import io.oras.core.Oras;
import io.oras.core.ReferrerTree;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.corpus.Content;
import io.oras.tests.corpus.Corpus;
import io.oras.tests.corpus.CorpusStorage;
import io.oras.tests.corpus.OddRepository;
import io.oras.tests.corpus.Place;
import io.oras.tests.corpus.Source;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents of the corpus with changes that nobody thought of, in registries and in layouts: an
 * operation succeeds or throws an {@link OrasException}, what is copied has the bytes of the
 * source, and content beside the document is read as ever.
 */
class CorpusFuzzTest {
  private static final List<OddRepository> REPOSITORIES = Corpus.repositories();

  /** Registries keep what they hold and were asked for, so they are replaced after this many. */
  private static final int REPOSITORIES_PER_REGISTRY = 100;

  @TempDir Path root;
  private CorpusStorage storage;
  private Oras oras;
  private int runs;

  @BeforeEach
  void start() throws IOException {
    storage = new CorpusStorage(root);
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(
                t ->
                    t.environment(Environment.of(Map.of(), root.resolve("home"), "Linux"))
                        .sleeper(duration -> {}))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    storage.close();
  }

  @Test
  void changedDocumentEndsInAResultOrATypedErrorAndAffectsNoOther() {
    PropertyRunner.check("corpus-mutated", 250, this::check);
  }

  private void check(SeededRandom chance) throws IOException {
    OddRepository repository =
        chance.pick(REPOSITORIES).changed(document -> JsonMutation.of(document, chance));
    if (++runs % REPOSITORIES_PER_REGISTRY == 0) {
      stop();
      start();
    }
    String name = "r" + runs;
    storage.store(repository, name);
    try {
      for (Source source : repository.place().sources()) {
        new Run(repository, source, name).check();
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          repository
              + ": "
              + new String(repository.document().bytes(), StandardCharsets.ISO_8859_1),
          e);
    } finally {
      delete(storage.layout(name));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  /** Returns the result; empty if the operation fails as it may. */
  private static <T> Optional<T> attempt(Operation<T> operation) throws IOException {
    try {
      return Optional.of(operation.run());
    } catch (OrasException e) {
      assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "an error has a message");
      return Optional.empty();
    }
  }

  /** All operations with one repository in one place. */
  private final class Run {
    final OddRepository repository;
    final Source source;
    final String name;
    final String given;
    final Path work;
    final Path pulled;

    Run(OddRepository repository, Source source, String name) throws IOException {
      this.repository = repository;
      this.source = source;
      this.name = name;
      given = reference(repository.place().tag());
      work = Files.createDirectories(root.resolve("work/" + name + source));
      pulled = work.resolve("pulled");
    }

    String reference(String tagOrDigest) {
      boolean digest = tagOrDigest.contains(":");
      if (source == Source.LAYOUT) {
        return layout(storage.layout(name)) + (digest ? "#@" : "#") + tagOrDigest;
      }
      return storage.registry(source).host() + "/" + name + (digest ? "@" : ":") + tagOrDigest;
    }

    private static URI layout(Path folder) {
      return StoreReference.uri("oci-layout", folder);
    }

    void check() throws IOException {
      attempt(() -> oras.resolve(given));
      attempt(() -> oras.fetch(given))
          .ifPresent(m -> assertArrayEquals(repository.root().bytes(), m.bytes()));
      attempt(() -> oras.pull(given, pulled));
      attempt(() -> oras.discover(given));
      checkCopy("layout", layout(work.resolve("copied")) + "#t");
      checkCopy("registry", target() + ":t");
      checkNeighbour();
      try (Stream<Path> made = Files.list(work)) {
        assertEquals(
            List.of(),
            made.map(file -> file.getFileName().toString())
                .filter(file -> !List.of("pulled", "copied", "good").contains(file))
                .toList());
      }
      delete(work);
    }

    private String target() {
      return storage.registry(Source.REGISTRY).host() + "/copied/" + name;
    }

    private void checkCopy(String where, String to) throws IOException {
      for (boolean recursive : new boolean[] {false, true}) {
        Optional<CopyResult> copied =
            attempt(() -> oras.copy(given, to, o -> o.includeReferrers(recursive)));
        if (copied.isPresent()) {
          assertArrayEquals(repository.root().bytes(), stored(where, to), where);
          // A text that is no JSON is copied, and not taken for a manifest when it is fetched.
          attempt(() -> oras.fetch(to))
              .ifPresent(m -> assertArrayEquals(repository.root().bytes(), m.bytes(), where));
        }
      }
    }

    private byte[] stored(String where, String to) throws IOException {
      if (where.equals("layout")) {
        return oras.fetch(to).bytes();
      }
      InProcessRegistry registry = storage.registry(Source.REGISTRY);
      String repository = "copied/" + name;
      return registry
          .manifest(repository, registry.tag(repository, "t").orElseThrow())
          .orElseThrow();
    }

    /** The ordinary manifest, which stands beside the document or is what it refers to. */
    private void checkNeighbour() throws IOException {
      if (repository.place() == Place.INDEX_FILE) {
        return;
      }
      Content good =
          repository.contents().stream().filter(c -> c.name().equals("good")).findFirst().get();
      Digest digest = good.digest();
      String neighbour = reference(digest.toString());
      Path folder = work.resolve("good");
      assertArrayEquals(good.bytes(), oras.fetch(neighbour).bytes());
      oras.pull(neighbour, folder);
      assertEquals("good\n", Files.readString(folder.resolve("good.txt")));
      oras.copy(neighbour, target() + ":good");
      if (repository.place() != Place.LIST) {
        ReferrerTree tree = oras.discover(neighbour);
        assertEquals(digest, tree.descriptor().digest());
      }
    }
  }
}
