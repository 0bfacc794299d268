package io.oras.core;

import io.oras.api.model.Descriptor;
import java.util.List;
import java.util.stream.Stream;

/**
 * A manifest and what refers to it, to that, and so on.
 *
 * @param manifest with artifact type and annotations, where it is a referrer
 * @param referrers in the order of the target; empty as well where the tree was cut at its depth,
 *     and where the manifest stands in the tree already
 */
public record ReferrerTree(Descriptor manifest, List<ReferrerTree> referrers) {
  /** Copies the list. */
  public ReferrerTree {
    referrers = List.copyOf(referrers);
  }

  /** All referrers, direct and indirect, each after what it refers to. */
  public Stream<Descriptor> flatten() {
    return referrers.stream().flatMap(r -> Stream.concat(Stream.of(r.manifest()), r.flatten()));
  }
}
