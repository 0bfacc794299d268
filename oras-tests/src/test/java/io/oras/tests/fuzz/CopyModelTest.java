package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.Target;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.Environment;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any graph, from any target to any other, with any faults on the way: the same digests are there
 * in the end, or there is a typed error and nothing that is named lacks a part. Without the faults
 * the same copy completes.
 */
class CopyModelTest {
  private static final String TAG = "v1";

  /** Failures that say of themselves that they are some. */
  private static final List<Integer> TEMPORARY = List.of(408, 429, 500, 503, 504);

  /** Answers that may mean that this registry cannot do it, or does not have it. */
  private static final List<Integer> REFUSALS =
      List.of(202, 204, 301, 400, 401, 403, 404, 405, 416, 501);

  @TempDir Path folder;
  private InProcessRegistry modern;
  private InProcessRegistry old;
  private int runs;

  @BeforeEach
  void start() throws IOException {
    modern = InProcessRegistry.start();
    old = InProcessRegistry.builder().referrersApi(false).singlePost(false).mounts(false).start();
  }

  @AfterEach
  void stop() {
    modern.close();
    old.close();
  }

  private String place(SeededRandom chance, String name) {
    return switch (chance.below(5)) {
      case 0 -> "memory://" + name;
      case 1 -> StoreReference.uri("oci-layout", folder.resolve(name)).toString();
      case 2 -> old.host() + "/" + name;
      default -> modern.host() + "/" + name;
    };
  }

  /**
   * Something that goes wrong.
   *
   * @param honest never that a registry has no list of referrers: who believes it misses some
   */
  private static Fault fault(SeededRandom chance, boolean honest) {
    Fault on =
        Fault.on(
            chance.pick("GET", "HEAD", "PUT", "POST", "PATCH", "PUT|POST", "GET|HEAD"),
            chance.pick(".*", ".*/blobs/.*", ".*/manifests/.*", ".*/uploads/.*"));
    Fault when =
        chance.oneIn(8) ? on : chance.oneIn(2) ? on.nth(chance.between(1, 6)) : on.first(3);
    return switch (chance.below(honest ? 7 : 11)) {
      case 0 -> when.answer(chance.pick(TEMPORARY));
      case 1 -> when.status(chance.pick(TEMPORARY));
      case 2 -> when.noAnswer();
      case 3 -> when.cutResponse(chance.below(2000));
      case 4 -> when.cutRequest(chance.below(2000));
      case 5 -> when.corrupt();
      case 6 -> when.unknownLength();
      case 7 -> when.answer(chance.pick(REFUSALS));
      case 8 -> when.status(chance.pick(REFUSALS));
      case 9 ->
          when.withoutHeader(
              chance.pick("Location", "Docker-Content-Digest", "Content-Type", "Content-Length"));
      default -> when.answer(chance.pick(200, 404, 500), "text/html", "<html>no</html>");
    };
  }

  /** One copy, and what it should come to. */
  private final class Run {
    final SeededRandom chance;
    final RandomGraph graph;
    final RandomGraph.Node root;
    final CopyOptions options;
    final String from;
    final String to;
    final Set<Digest> before = new HashSet<>();

    Run(SeededRandom chance) {
      this.chance = chance;
      runs++;
      graph = new RandomGraph(chance);
      List<RandomGraph.Node> manifests = graph.manifests();
      root = chance.oneIn(3) ? chance.pick(manifests) : manifests.get(manifests.size() - 1);
      from = place(chance, "source" + runs);
      to = place(chance, "target" + runs);
      options =
          CopyOptions.builder()
              .concurrency(chance.between(1, 5))
              .includeReferrers(chance.oneIn(2))
              .includeSubject(chance.oneIn(2))
              .force(chance.oneIn(4))
              .build();
    }

    /** What belongs to the root, under these options. */
    Set<Digest> wanted() {
      return closure(
          options.includeReferrers() ? closure(Set.of(root.digest()), true) : Set.of(root.digest()),
          false);
    }

    /**
     * Upwards there are the manifests of an index, and what refers to them; downwards all parts.
     */
    private Set<Digest> closure(Set<Digest> start, boolean upwards) {
      Set<Digest> all = new HashSet<>();
      Deque<Digest> open = new ArrayDeque<>(start);
      while (!open.isEmpty()) {
        RandomGraph.Node node = graph.find(open.remove());
        if (!all.add(node.digest())) {
          continue;
        }
        node.children().stream()
            .filter(child -> upwards ? child.mediaType().isManifest() : isHere(child))
            .forEach(child -> open.add(child.digest()));
        Descriptor subject = node.subject();
        if (!upwards && options.includeSubject() && subject != null) {
          open.add(subject.digest());
        }
        if (upwards) {
          graph.manifests().stream()
              .filter(refersTo(node.digest()))
              .forEach(referrer -> open.add(referrer.digest()));
        }
      }
      return all;
    }

    private static Predicate<RandomGraph.Node> refersTo(Digest digest) {
      return node -> node.subject() != null && node.subject().digest().equals(digest);
    }

    void fill(Oras oras) throws IOException {
      try (Repository source = oras.open(from);
          Repository destination = oras.open(to)) {
        for (RandomGraph.Node node : graph.nodes()) {
          push(source, node);
          boolean complete =
              node.successors().stream()
                  .allMatch(next -> !isHere(next) || before.contains(next.digest()));
          if (complete && chance.oneIn(5)) {
            push(destination, node);
            before.add(node.digest());
          }
        }
      }
    }

    private void push(Target target, RandomGraph.Node node) throws IOException {
      target.push(node.descriptor(), ContentSource.ofBytes(node.bytes()));
    }

    void copy(Oras oras) throws IOException {
      try (Repository source = oras.open(from);
          Repository destination = oras.open(to)) {
        oras.copy(source.at(root.digest()), destination.at(TAG), options);
      }
    }

    Set<String> present(Target target) throws IOException {
      Set<String> present = new HashSet<>();
      for (RandomGraph.Node node : graph.nodes()) {
        if (target.exists(node.descriptor())) {
          try (InputStream in = target.fetch(node.descriptor())) {
            assertArrayEquals(node.bytes(), in.readAllBytes(), node::toString);
          }
          present.add(node.digest().toString());
        }
      }
      return present;
    }

    private static Optional<Digest> tagged(Target target) throws IOException {
      try {
        return Optional.of(target.resolve(TAG).digest());
      } catch (NotFoundException e) {
        return Optional.empty();
      }
    }

    void checkDone(Oras oras) throws IOException {
      try (Repository target = oras.open(to)) {
        Set<String> expected =
            Stream.concat(wanted().stream(), before.stream())
                .map(Digest::toString)
                .collect(Collectors.toSet());
        assertEquals(expected, present(target), () -> this + ": what is there");
        assertEquals(Optional.of(root.digest()), tagged(target));
        for (RandomGraph.Node node : graph.manifests()) {
          Descriptor subject = node.subject();
          if (subject != null && expected.contains(node.digest().toString())) {
            assertTrue(listed(target, subject).contains(node.digest()), () -> node + " is listed");
          }
        }
      }
    }

    private static Set<Digest> listed(Repository target, Descriptor subject) throws IOException {
      // The subject itself may be missing.
      ReferrerLister lister = target.capability(ReferrerLister.class).orElseThrow();
      try (Stream<Descriptor> referrers = lister.referrers(subject, Optional.empty())) {
        return referrers.map(Descriptor::digest).collect(Collectors.toSet());
      }
    }

    void checkNothingHalf(Oras oras) throws IOException {
      try (Repository target = oras.open(to)) {
        Set<String> present = present(target);
        for (RandomGraph.Node node : graph.manifests()) {
          if (present.contains(node.digest().toString())) {
            for (Descriptor child : node.children()) {
              assertTrue(
                  !isHere(child) || present.contains(child.digest().toString()),
                  () -> node + " is there without " + child.digest());
            }
          }
        }
        Optional<Digest> tagged = tagged(target);
        assertTrue(tagged.isEmpty() || present.contains(tagged.get().toString()));
      }
    }

    boolean inMemory() {
      return (from + " " + to).contains("memory://");
    }

    @Override
    public String toString() {
      return from + " -> " + to + " " + options;
    }
  }

  private static boolean isHere(Descriptor content) {
    return !content.mediaType().equals(RandomGraph.FOREIGN);
  }

  private static Oras client() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .testing(
            t ->
                t.environment(Environment.of(Map.of(), Path.of("home"), "Linux"))
                    .sleeper(duration -> {}))
        .build();
  }

  private void clearFaults() {
    modern.clearFaults();
    old.clearFaults();
  }

  /** Memory lives as long as its client: the first fills it, copies and looks. */
  private void check(SeededRandom chance) throws IOException {
    clearFaults();
    Run run = new Run(chance);
    try (Oras oras = client()) {
      run.fill(oras);
      for (int faults = chance.below(4); faults > 0; faults--) {
        Fault fault = fault(chance, run.options.includeReferrers());
        modern.fault(fault);
        old.fault(fault);
      }
      boolean done = false;
      try {
        run.copy(oras);
        done = true;
      } catch (OrasException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
      }
      clearFaults();
      try (Oras fresh = run.inMemory() ? null : client()) {
        Oras second = fresh == null ? oras : fresh;
        if (done) {
          run.checkDone(second);
        } else {
          run.checkNothingHalf(second);
          run.copy(second);
          run.checkDone(second);
        }
      }
    }
  }

  @Test
  void aCopyIsTheSameGraphOrATypedErrorAndCompletesTheSecondTime() {
    PropertyRunner.check("copy-model", 30, this::check);
  }
}
