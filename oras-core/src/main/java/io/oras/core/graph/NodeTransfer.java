package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Mounter;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.Target;
import io.oras.api.error.OrasException;
import io.oras.api.error.OrasException.Side;
import io.oras.api.event.TransferEvent.BlobFinished;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.event.TransferEvent.BlobStarted;
import io.oras.api.model.Descriptor;
import io.oras.api.model.RawManifest;
import io.oras.api.reference.Reference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings one node to the destination, in the cheapest way that both ends offer. */
final class NodeTransfer {
  private final GraphSource source;
  private final Target destination;
  private final Announcer announcer;
  private final @Nullable Reference mountFrom;

  NodeTransfer(GraphSource source, Target destination, Announcer announcer) {
    this.source = source;
    this.destination = destination;
    this.announcer = announcer;
    this.mountFrom = mountSource();
  }

  /** Where to mount from: another repository of the destination's registry. */
  private @Nullable Reference mountSource() {
    if (source.target() instanceof Mounter from && destination instanceof Mounter to) {
      Reference here = from.repository();
      Reference there = to.repository();
      boolean sameRegistry = here.apiHost().equals(there.apiHost());
      return sameRegistry && !here.repository().equals(there.repository()) ? here : null;
    }
    return null;
  }

  /** Whether the node is there; the listener hears that it is. */
  boolean exists(Descriptor node) throws IOException {
    if (!atDestination(() -> destination.exists(node))) {
      return false;
    }
    skipped(node, Reason.EXISTS);
    return true;
  }

  void skipped(Descriptor node, Reason reason) {
    announcer.tell(new BlobSkipped(node, reason));
  }

  void blob(Descriptor node) throws IOException {
    announcer.tell(new BlobStarted(node));
    ContentSource content = announcer.observed(node, source.content(node));
    boolean mounted =
        atDestination(
            () -> {
              if (mountFrom != null && destination instanceof Mounter mounter) {
                return mounter.mount(node, mountFrom, content);
              }
              destination.push(node, content);
              return false;
            });
    if (mounted) {
      skipped(node, Reason.MOUNTED);
    } else {
      announcer.tell(new BlobFinished(node));
    }
  }

  /** Pushes a manifest; the tags name it when this returns. */
  void manifest(RawManifest manifest, List<String> tags) throws IOException {
    Descriptor node = manifest.descriptor();
    announcer.tell(new BlobStarted(node));
    atDestination(
        () -> {
          if (destination instanceof ReferencePusher pusher && !tags.isEmpty()) {
            for (String tag : tags) {
              pusher.pushReference(manifest, tag);
            }
          } else {
            destination.push(node, ContentSource.ofBytes(manifest.bytes()));
            for (String tag : tags) {
              destination.tag(node, tag);
            }
          }
          return true;
        });
    announcer.tell(new BlobFinished(node));
  }

  private interface Step {
    boolean run() throws IOException;
  }

  private static boolean atDestination(Step step) throws IOException {
    try {
      return step.run();
    } catch (OrasException e) {
      e.setSide(Side.DESTINATION);
      throw e;
    }
  }
}
