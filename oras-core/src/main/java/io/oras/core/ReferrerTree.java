package io.oras.core;

import io.oras.api.model.Descriptor;
import io.oras.core.usecase.Discover;
import java.util.List;
import java.util.stream.Stream;

/**
 * A manifest with its referrers, their referrers, and so on. Immutable.
 *
 * <pre>{@code
 * for (Descriptor referrer : app.discover("v1").flatten()) {
 *   System.out.println(referrer.artifactType() + " " + referrer.digest());
 * }
 * }</pre>
 */
public final class ReferrerTree {
  private final Descriptor descriptor;
  private final List<ReferrerTree> referrers;

  ReferrerTree(Discover.Referring found) {
    this.descriptor = found.descriptor();
    this.referrers = found.referrers().stream().map(ReferrerTree::new).toList();
  }

  /** Returns the descriptor of the manifest; of a referrer, with artifact type and annotations. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Returns the direct referrers, in the order of the repository. The list is empty too where the
   * tree ends at its depth, and where the manifest occurs in the tree already.
   */
  public List<ReferrerTree> referrers() {
    return referrers;
  }

  /** Returns all referrers, direct and indirect, each after the manifest it refers to. */
  public List<Descriptor> flatten() {
    return descendants().toList();
  }

  private Stream<Descriptor> descendants() {
    return referrers.stream()
        .flatMap(child -> Stream.concat(Stream.of(child.descriptor), child.descendants()));
  }
}
