package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.Limit;
import io.oras.core.options.Limits;
import io.oras.core.stream.HeldBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of one copy, by digest. Not thread safe: the copy guards it by its lock. */
final class NodeTable {
  /** A digest of the graph. All but the descriptor is guarded by the lock of the copy. */
  static final class Node {
    /** Without annotations and data once the node is done: a graph may have many of both. */
    volatile Descriptor descriptor;

    final int depth;
    final List<Node> parents = new ArrayList<>();

    /** What it was found to refer to, or null. */
    final @Nullable Descriptor subject;

    /** Where the descriptor stands says so; an entry of an index may prove to be a blob. */
    boolean isManifest;

    /** Whether what refers to it is copied too. */
    boolean followed;

    /** A referrers list names it, and the source does not have it. */
    boolean gone;

    /** Null if it is read again when it is sent; see {@link ManifestMemory}. */
    @Nullable RawManifest manifest;

    /** What it needs; of one digest that an index names many times, one descriptor is kept. */
    List<Node> successors = List.of();

    int missing;
    boolean done;

    /** What the table has counted for the texts of this node. */
    private long held;

    Node(Descriptor descriptor, int depth, @Nullable Descriptor subject, boolean isManifest) {
      this.descriptor = descriptor;
      this.depth = depth;
      this.subject = subject == null ? null : subject.plain();
      this.isManifest = isManifest;
    }

    /** Returns the root; a layout also gives a blob by its digest, without its media type. */
    static Node root(RawManifest root) {
      MediaType type = root.descriptor().mediaType();
      boolean blob = type.isBlob() || type.equals(MediaType.OCTET_STREAM);
      return new Node(root.descriptor(), 0, null, root.view().isPresent() || !blob);
    }

    /** Returns the title, if there is one, and the digest. */
    String name() {
      return descriptor.title().map(title -> "'" + title + "' ").orElse("") + descriptor.digest();
    }

    private List<Node> finish() {
      done = true;
      descriptor = descriptor.plain();
      manifest = null;
      successors = List.of();
      List<Node> ready = new ArrayList<>();
      for (Node parent : parents) {
        parent.missing--;
        if (parent.missing == 0) {
          ready.add(parent);
        }
      }
      parents.clear();
      return ready;
    }
  }

  /**
   * The length of texts that is not counted for a node, so that a graph of ordinary descriptors is
   * limited by their number alone; a media type has at most 255 characters (RFC 6838 section 4.2).
   */
  private static final int ORDINARY_LENGTH = 256;

  /** Held while nodes are found, added or changed. */
  final Mutex lock = new Mutex();

  private final Limits limits;
  private final Map<Digest, Node> nodes = new HashMap<>();
  private long held;

  /** Creates a table without nodes. */
  NodeTable(Limits limits) {
    this.limits = limits;
  }

  /** Returns the node of the digest, or null. */
  @Nullable Node find(Digest digest) {
    return nodes.get(digest);
  }

  /**
   * Adds a node whose digest is new.
   *
   * @throws LimitExceededException if there are more than {@link Limits#graphNodes}, or if the
   *     descriptors that are held together are larger than {@link Limits#heldListBytes}
   */
  void add(Node node) throws LimitExceededException {
    Limit.GRAPH_NODES
        .in(limits)
        .require(nodes.size() + 1, () -> "the graph has too many manifests and blobs");
    count(node);
    Limit.HELD_LIST_BYTES
        .in(limits)
        .require(held, () -> "the descriptors of the graph have too many bytes in total");
    nodes.put(node.descriptor.digest(), node);
  }

  /** Marks a node as done, and returns the parents that wait for nothing else now. */
  List<Node> finish(Node node) {
    List<Node> ready = node.finish();
    count(node);
    return ready;
  }

  private void count(Node node) {
    long now = Math.max(0, length(node.descriptor) + length(node.subject) - ORDINARY_LENGTH);
    held += now - node.held;
    node.held = now;
  }

  private static long length(@Nullable Descriptor descriptor) {
    if (descriptor == null) {
      return 0;
    }
    MediaType artifactType = descriptor.artifactType();
    return HeldBytes.of(descriptor)
        + descriptor.mediaType().value().length()
        + (artifactType == null ? 0 : artifactType.value().length());
  }

  /** Fails if a node at the limit of the depth has children. */
  void requireDepth(Node node, boolean leaf) throws LimitExceededException {
    if (!leaf) {
      Limit.GRAPH_DEPTH
          .in(limits)
          .require(node.depth + 1, () -> "the graph is too deep at " + node.descriptor.digest());
    }
  }
}
