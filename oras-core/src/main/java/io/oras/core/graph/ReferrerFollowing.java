package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.core.function.IoAction;
import io.oras.core.graph.NodeTable.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the referrers of nodes, and the manifests of indexes, whether the destination has the
 * nodes or not: it may have them without their referrers.
 */
record ReferrerFollowing(
    CopyWalk walk, SourceReader source, CopyPlan.Followers followers, NodeTable nodes) {
  /** Schedules the referrers of the node and, if it is an index, its manifests. */
  void follow(Node node) throws IOException {
    List<Descriptor> children;
    try {
      children = manifestsOf(node);
    } catch (NotFoundException e) {
      if (node.subject == null) {
        throw e;
      }
      return; // A referrer that is gone is left out when it is visited.
    }
    List<Descriptor> referrers = followers.of(node.descriptor);
    nodes.requireDepth(node, children.isEmpty() && referrers.isEmpty());
    List<IoAction> fresh = new ArrayList<>();
    nodes.lock.run(
        () -> {
          for (Descriptor child : children) {
            add(child, node.depth + 1, null, fresh);
          }
          for (Descriptor referrer : referrers) {
            add(referrer, node.depth + 1, node.descriptor, fresh);
          }
        });
    walk.submit(fresh);
  }

  @SuppressWarnings("try") // The share is held while the block runs.
  private List<Descriptor> manifestsOf(Node node) throws IOException {
    if (!node.descriptor.mediaType().isIndex()) {
      return List.of();
    }
    RawManifest index;
    try (ManifestMemory.Share share = walk.admit(node)) {
      index = source.manifest(node.descriptor);
    }
    source.remember(index);
    Manifest view = index.view().orElseThrow();
    return view.children().stream().filter(view::isManifest).toList();
  }

  private void add(
      Descriptor descriptor, int depth, @Nullable Descriptor subject, List<IoAction> fresh)
      throws LimitExceededException {
    Node known = nodes.find(descriptor.digest());
    if (known == null) {
      Node node = new Node(descriptor, depth, subject, true);
      node.followed = true;
      nodes.add(node);
      fresh.add(
          () -> {
            follow(node);
            walk.visitNew(node);
          });
    } else if (!known.followed) {
      known.followed = true;
      fresh.add(
          () -> {
            follow(known);
            source.forget(known.descriptor);
          });
    }
  }
}
