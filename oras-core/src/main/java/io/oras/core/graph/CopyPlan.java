package io.oras.core.graph;

import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import io.oras.api.model.RawManifest;
import java.io.IOException;
import java.util.List;

/**
 * What a copy does besides copying.
 *
 * @param concurrency how many nodes are worked on at once
 * @param successors what has to be there before a manifest
 * @param force whether manifests are pushed and walked although they are there
 * @param foreign whether layers that should not be uploaded are copied too
 * @param listener hears of every node
 */
public record CopyPlan(
    int concurrency,
    Successors successors,
    boolean force,
    boolean foreign,
    TransferListener listener) {
  /** What has to be copied before a manifest. */
  @FunctionalInterface
  public interface Successors {
    /** All children. */
    Successors CHILDREN = m -> m.manifest().map(v -> v.children()).orElse(List.of());

    /**
     * The successors of the manifest, in order.
     *
     * @throws IOException when they cannot be found out
     */
    List<Descriptor> of(RawManifest manifest) throws IOException;
  }

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public CopyPlan {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is at least 1, got " + concurrency);
    }
  }
}
