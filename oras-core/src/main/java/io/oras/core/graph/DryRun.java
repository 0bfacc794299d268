package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import io.oras.core.graph.GraphCopy.PlannedTransfer;
import io.oras.core.graph.GraphCopy.PlannedTransfer.Outcome;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what would happen, and lets none of it. */
final class DryRun implements NodeActions {
  private final ReadOnlyTarget destination;
  private final Listings listings;
  private final boolean mounts;
  private final List<PlannedTransfer> steps = new CopyOnWriteArrayList<>();

  DryRun(ReadOnlyTarget source, ReadOnlyTarget destination, Limits limits) throws IOException {
    this.destination = destination;
    this.listings = new Listings(destination, limits);
    this.mounts = DestinationWriter.mountSource(source, destination) != null;
  }

  List<PlannedTransfer> steps() {
    return List.copyOf(steps);
  }

  @Override
  public boolean blobExists(Descriptor node) throws IOException {
    return skippedIf(node, destination.exists(node));
  }

  @Override
  public boolean manifestExists(Descriptor node, @Nullable Descriptor subject) throws IOException {
    return skippedIf(node, destination.manifestExists(node) && listings.list(subject, node));
  }

  private boolean skippedIf(Descriptor node, boolean exists) {
    if (exists) {
      steps.add(new PlannedTransfer(node, Outcome.EXISTS));
    }
    return exists;
  }

  @Override
  public void referrerMissing(Descriptor node) {
    // Nothing would happen.
  }

  @Override
  public void skipped(Descriptor node, Reason reason) {
    steps.add(new PlannedTransfer(node, reason == Reason.EXISTS ? Outcome.EXISTS : Outcome.LEAVE));
  }

  @Override
  public void blob(Descriptor node) {
    steps.add(new PlannedTransfer(node, mounts ? Outcome.MOUNT : Outcome.SEND));
  }

  @Override
  public void tag(RawManifest manifest, List<String> tags) {
    // That it is there has been written down.
  }

  @Override
  public void manifest(RawManifest manifest, List<String> tags) throws IOException {
    // A copy asks not whether the root is there when it has a tag to give.
    Descriptor node = manifest.descriptor();
    boolean there = !tags.isEmpty() && destination.manifestExists(node);
    steps.add(new PlannedTransfer(node, there ? Outcome.EXISTS : Outcome.SEND));
  }
}
