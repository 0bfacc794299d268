package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.core.concurrent.TaskScheduler;
import io.oras.core.context.Limit;
import io.oras.core.function.IoAction;
import io.oras.core.graph.NodeTable.Node;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** One copy: which nodes there are, what each still waits for, and when it goes. */
final class CopyWalk {
  private final SourceReader source;
  private final NodeActions transfer;
  private final CopyPlan plan;
  private final Limits limits;
  private final TaskScheduler tasks;
  private final NodeTable nodes;
  private final ManifestMemory memory;
  private final MissingContentRepair repair;
  private final ReferrerFollowing referrers;
  private List<String> tags = List.of();

  CopyWalk(
      SourceReader source,
      NodeActions transfer,
      CopyPlan plan,
      Limits limits,
      Executor executor,
      ManifestMemory memory) {
    this.memory = memory;
    this.source = source;
    this.transfer = transfer;
    this.plan = plan;
    this.limits = limits;
    this.nodes = new NodeTable(limits);
    this.repair = new MissingContentRepair(source, transfer, this::isManifestNode);
    this.referrers = new ReferrerFollowing(this, source, plan.followers(), nodes);
    this.tasks = new TaskScheduler(executor, plan.concurrency());
  }

  void run(RawManifest rootManifest, List<String> rootTags) throws IOException {
    tags = rootTags;
    source.remember(rootManifest);
    Node root = Node.root(rootManifest);
    nodes.add(root);
    // The PUT that tags the root is needed anyway, so whether it is there is not asked.
    tasks.submit(
        () -> {
          if (!CopyPlan.Followers.NONE.equals(plan.followers())) {
            root.followed = true;
            referrers.follow(root);
          }
          if (!plan.rootFirst() || tags.isEmpty() || !tagged(root, rootManifest)) {
            visit(root, tags.isEmpty());
          }
        });
    tasks.await();
    if (!root.done) {
      throw new InvalidManifestException(
          "the graph below " + root.descriptor.digest() + " has a cycle");
    }
  }

  /** Looks at a node and, if it is a blob, transfers it. */
  private final class Visit implements TaskScheduler.Transfer {
    private final Node node;

    Visit(Node node) {
      this.node = node;
    }

    @Override
    public void run() throws IOException {
      visit(node, true);
    }

    @Override
    public long bytes() {
      return node.descriptor.size();
    }
  }

  private void visit(Node node, boolean askFirst) throws IOException {
    if (node.isManifest) {
      visitManifest(node, askFirst);
    } else if (askFirst && transfer.blobExists(node.descriptor)) {
      complete(node);
    } else {
      send(node);
    }
  }

  @SuppressWarnings("try") // The share is held while the block runs.
  private void visitManifest(Node node, boolean askFirst) throws IOException {
    if (askFirst && !plan.force() && transfer.manifestExists(node.descriptor, node.subject)) {
      complete(node);
      return;
    }
    IoAction next;
    try (ManifestMemory.Share share = admit(node)) {
      next = readManifest(node);
    }
    next.run();
  }

  private long size(Node node) {
    return Math.min(node.descriptor.size(), Limit.MANIFEST_BYTES.in(limits).value());
  }

  /** Reads a manifest, and sends it if it waits for nothing. Returns what is to be done then. */
  private IoAction readManifest(Node node) throws IOException {
    RawManifest manifest;
    try {
      manifest = source.manifest(node.descriptor);
    } catch (NotFoundException e) {
      if (node.subject == null) {
        return () -> visitBlob(node, e);
      }
      leaveOut(node, e);
      return () -> {};
    } catch (LimitExceededException e) {
      return () -> visitBlob(node, e);
    }
    return mayBeBlob(node) && source.isBlob(node.descriptor, manifest)
        ? () -> visitBlob(node)
        : expand(node, manifest);
  }

  private static boolean mayBeBlob(Node node) {
    return node.depth > 0 && node.subject == null && !node.descriptor.mediaType().isManifest();
  }

  /** An index may name a blob of a type that nobody here knows. */
  private void visitBlob(Node node, OrasException notManifest) throws IOException {
    if (!mayBeBlob(node)) {
      throw notManifest;
    }
    visitBlob(node);
  }

  private void visitBlob(Node node) throws IOException {
    nodes.lock.run(
        () -> {
          node.isManifest = false;
        });
    visit(node, true);
  }

  /** Ends a node that a referrers list names and the source does not have. */
  private void leaveOut(Node node, NotFoundException missing) throws IOException {
    nodes.lock.run(
        () -> {
          if (!node.parents.isEmpty() || !plan.followers().missing(node.descriptor)) {
            throw missing;
          }
          node.gone = true;
          node.done = true;
        });
    transfer.referrerMissing(node.descriptor);
  }

  /** Gives the tags to a root that is there already, or says that it is not, or not whole. */
  private boolean tagged(Node root, RawManifest manifest) throws IOException {
    if (!transfer.manifestExists(root.descriptor, null)) {
      return false;
    }
    try {
      transfer.tag(manifest, tags);
    } catch (RegistryException e) {
      if (!MissingContentRepair.isNeededAfter(e)) {
        throw e;
      }
      return false;
    }
    complete(root);
    return true;
  }

  /** Waits until the manifest may be read; the caller closes the share. */
  ManifestMemory.Share admit(Node manifest) throws IOException {
    return memory.work(size(manifest));
  }

  /** Visits a node that is new. */
  void visitNew(Node node) throws IOException {
    visit(node, true);
  }

  /** Schedules tasks. The newest runs first: the last one submitted is the first in the list. */
  void submit(List<IoAction> fresh) {
    for (int i = fresh.size() - 1; i >= 0; i--) {
      tasks.submit(fresh.get(i));
    }
  }

  /**
   * Adds what a manifest needs, and sends the manifest if that is nothing. The last of its children
   * schedules a manifest that waits. Returns what is to be done then.
   */
  private IoAction expand(Node node, RawManifest manifest) throws IOException {
    List<Descriptor> successors = successors(node, manifest);
    nodes.requireDepth(node, successors.isEmpty());
    List<IoAction> fresh = new ArrayList<>();
    // The root may be a selection of the source's index, and then only the caller has it.
    boolean keeps = node.depth == 0 || memory.keep(size(node));
    boolean ready =
        nodes.lock.get(
            () -> {
              node.manifest = keeps ? manifest : null;
              List<Node> children = new ArrayList<>();
              node.successors = children;
              for (Descriptor successor : successors) {
                Node child = nodes.find(successor.digest());
                if (child == null) {
                  Node added =
                      new Node(successor, node.depth + 1, null, isManifest(manifest, successor));
                  nodes.add(added);
                  fresh.add(new Visit(added));
                  child = added;
                }
                children.add(child);
                if (child.gone) {
                  throw new NotFoundException(
                      "no manifest %s in %s, which %s needs"
                          .formatted(
                              successor.digest(), source.target(), node.descriptor.digest()));
                }
                if (!child.done) {
                  child.parents.add(node);
                  node.missing++;
                }
              }
              return node.missing == 0;
            });
    if (ready) {
      send(node, () -> sendManifest(node, manifest));
    }
    return () -> {
      if (ready) {
        complete(node);
      }
      submit(fresh);
    };
  }

  private static boolean isManifest(RawManifest parent, Descriptor successor) {
    return parent
        .view()
        .map(view -> view.isManifest(successor))
        .orElse(successor.mediaType().isManifest());
  }

  private List<Descriptor> successors(Node node, RawManifest manifest) throws IOException {
    List<Descriptor> proposed = plan.successors().of(manifest);
    List<Descriptor> wanted = new ArrayList<>();
    Descriptor subject = manifest.view().map(Manifest::subject).orElse(null);
    if (node.subject != null && subject != null && subject.digest().equals(node.subject.digest())) {
      // First what is referred to; a list of referrers may say otherwise, and is not believed.
      wanted.add(node.subject);
    }
    for (Descriptor successor : plan.hooks().successors(manifest, proposed)) {
      if (successor.mediaType().isNonDistributable() && !plan.foreign()) {
        transfer.skipped(successor, Reason.NOT_WANTED);
      } else {
        wanted.add(successor);
      }
    }
    return wanted;
  }

  @SuppressWarnings("try") // The share is held while the block runs.
  private void send(Node node) throws IOException {
    if (node.isManifest) {
      try (ManifestMemory.Share share = admit(node)) {
        send(node, () -> sendManifest(node, manifest(node)));
      }
    } else {
      send(node, () -> transfer.blob(node.descriptor));
    }
    complete(node);
  }

  private RawManifest manifest(Node node) throws IOException {
    RawManifest kept = node.manifest;
    return kept == null ? source.manifest(node.descriptor) : kept;
  }

  private static void send(Node node, IoAction sending) throws IOException {
    try {
      sending.run();
    } catch (OrasException e) {
      throw e.with(ErrorContext.doing("copying " + node.name()));
    }
  }

  private void sendManifest(Node node, RawManifest manifest) throws IOException {
    List<String> names = node.depth == 0 ? tags : List.of();
    try {
      transfer.manifest(manifest, names);
    } catch (RegistryException e) {
      if (!MissingContentRepair.isNeededAfter(e)) {
        throw e;
      }
      repair.send(node.successors.stream().map(child -> child.descriptor).toList());
      transfer.manifest(manifest, names);
    }
  }

  private boolean isManifestNode(Descriptor descriptor) {
    return nodes.lock.get(
        () -> {
          Node node = nodes.find(descriptor.digest());
          return node != null && node.isManifest;
        });
  }

  private void complete(Node node) {
    List<Node> ready =
        nodes.lock.get(
            () -> {
              if (node.manifest != null && node.depth > 0) {
                memory.drop(size(node));
              }
              return nodes.finish(node);
            });
    source.forget(node.descriptor);
    ready.forEach(parent -> tasks.submit(() -> send(parent)));
  }
}
