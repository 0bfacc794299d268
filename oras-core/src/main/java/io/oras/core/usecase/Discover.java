package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.concurrent.TaskScheduler;
import io.oras.core.context.ClientContext;
import io.oras.core.context.Limit;
import io.oras.core.context.Limit.Bound;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.ReferrerLookup;
import io.oras.core.options.DiscoverOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Climbs from a manifest to what refers to it. */
public record Discover(ClientContext client, OperationContext operation) {
  /** Lists that are asked for at the same time at most. */
  private static final int LISTS = 32;

  /**
   * A manifest with its referrers.
   *
   * @param descriptor of the manifest
   * @param referrers direct ones
   */
  public record Referring(Descriptor descriptor, List<Referring> referrers) {
    /** Returns the manifest and all its referrers, each after the manifest it refers to. */
    Stream<Descriptor> all() {
      return Stream.concat(Stream.of(descriptor), referrers.stream().flatMap(Referring::all));
    }
  }

  /** The tree above what {@code reference} names. */
  public Referring run(ReadOnlyTarget target, String reference, DiscoverOptions options)
      throws IOException {
    Descriptor root = new TargetReader(client).descriptor(target, reference, options.platform());
    return new Climb(
            new ReferrerLookup(target, client.codec(), client.limits(), operation.budget()),
            options)
        .run(root);
  }

  private final class Climb {
    private final ReferrerLookup referrers;
    private final DiscoverOptions options;
    private final Bound most = Limit.GRAPH_DEPTH.in(client.limits());
    private final Map<Digest, List<Descriptor>> lists = new ConcurrentHashMap<>();
    private final Set<Digest> visited = new HashSet<>();

    Climb(ReferrerLookup referrers, DiscoverOptions options) {
      this.referrers = referrers;
      this.options = options;
    }

    Referring run(Descriptor root) throws IOException {
      List<Descriptor> level = List.of(root);
      int levels = Math.min(options.depth() - 1, most.asInt());
      for (int depth = 0; depth <= levels && !level.isEmpty(); depth++) {
        list(level);
        level =
            level.stream()
                .flatMap(manifest -> lists.getOrDefault(manifest.digest(), List.of()).stream())
                .filter(referrer -> !lists.containsKey(referrer.digest()))
                .filter(distinct())
                .toList();
      }
      return from(root, 0);
    }

    private static Predicate<Descriptor> distinct() {
      Set<Digest> seen = new HashSet<>();
      return referrer -> seen.add(referrer.digest());
    }

    /** Asks for the referrers of all manifests of a level, several at the same time. */
    private void list(List<Descriptor> level) throws IOException {
      if (level.size() == 1) {
        list(level.get(0));
        return;
      }
      TaskScheduler tasks =
          new TaskScheduler(client.executor(), operation.concurrency().atMost(LISTS));
      level.forEach(manifest -> tasks.submit(() -> list(manifest)));
      tasks.await();
    }

    private void list(Descriptor manifest) throws IOException {
      lists.put(manifest.digest(), referrers.of(manifest, options.artifactType().orElse(null)));
    }

    /** A list of referrers is only a claim: it may lead in a circle. */
    Referring from(Descriptor manifest, int depth) throws IOException {
      List<Referring> found = new ArrayList<>();
      if (depth < options.depth() && visited.add(manifest.digest())) {
        for (Descriptor referrer : lists.getOrDefault(manifest.digest(), List.of())) {
          most.require(
              depth + 1,
              () ->
                  "the graph is too deep at %s; ask for less with a depth"
                      .formatted(manifest.digest()));
          found.add(from(referrer, depth + 1));
        }
      }
      return new Referring(manifest, found);
    }
  }
}
