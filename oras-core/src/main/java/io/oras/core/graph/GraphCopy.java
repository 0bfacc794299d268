package io.oras.core.graph;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.Target;
import io.oras.api.model.Descriptor;
import io.oras.core.options.Limits;
import io.oras.core.stream.ManifestContent;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Copies a graph of content from one target to another: the only algorithm that moves content.
 *
 * <p>Children before parents, each digest once, and what the destination has is neither sent nor
 * walked. No thread waits for another node: a manifest is scheduled when its last child is done.
 * Tags are given last.
 */
public record GraphCopy(ManifestCodec codec, Limits limits, Executor executor) {
  /**
   * Copies {@code root} with all that it needs, and lets the tags name it.
   *
   * @param source closed by the caller, like {@code destination}
   * @throws IOException the first failure, after all work has ended; what has arrived stays, whole
   *     and untagged
   */
  public void copy(
      RawManifest root,
      ReadOnlyTarget source,
      Target destination,
      Collection<String> tags,
      CopyPlan plan)
      throws IOException {
    SourceReader reader = new SourceReader(source, codec, limits);
    NodeActions transfer = new DestinationWriter(reader, destination, plan.events(), plan.hooks());
    new CopyWalk(reader, transfer, plan, limits, executor, new ManifestMemory())
        .run(root, List.copyOf(tags));
  }

  /**
   * Walks like {@link #copy} and writes nothing. Hooks and listeners are not called.
   *
   * @return what would happen, children before parents
   */
  public List<PlannedTransfer> rehearse(
      RawManifest root,
      ReadOnlyTarget source,
      ReadOnlyTarget destination,
      Collection<String> tags,
      CopyPlan plan)
      throws IOException {
    SourceReader reader = new SourceReader(source, codec, limits);
    DryRun rehearsal = new DryRun(source, destination, limits);
    new CopyWalk(reader, rehearsal, plan, limits, executor, new ManifestMemory())
        .run(root, List.copyOf(tags));
    return rehearsal.steps();
  }

  /** Stores a manifest and sets the tags, in one request each where the target can do that. */
  public static void push(RawManifest manifest, Target target, List<String> tags)
      throws IOException {
    ReferencePusher pusher = target.capability(ReferencePusher.class).orElse(null);
    if (pusher != null && !tags.isEmpty()) {
      pusher.pushReferences(manifest, tags);
    } else {
      Descriptor entry = manifest.descriptor();
      target.pushManifest(entry, new ManifestContent(manifest));
      for (String tag : tags) {
        target.tag(entry, tag);
        entry = entry.plain();
      }
    }
  }

  /**
   * A blob or manifest that a copy would look at.
   *
   * @param content the blob or manifest
   * @param outcome what the copy would do with it
   */
  public record PlannedTransfer(Descriptor content, Outcome outcome) {
    /** What a copy would do with content. */
    public enum Outcome {
      /** The destination has the content. */
      EXISTS,
      /** The registry would be asked to mount the blob. */
      MOUNT,
      /** The bytes would be sent. */
      SEND,
      /** The content would not be copied, because it is not distributable. */
      LEAVE
    }
  }
}
