package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Mounter;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.error.OrasException.Side;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.api.reference.RepositoryName;
import io.oras.core.context.EventPublisher;
import io.oras.core.function.IoSupplier;
import io.oras.core.options.CopyHooks;
import io.oras.core.stream.ObservedContent;
import io.oras.core.stream.Replicas;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Brings one node to the destination, in the cheapest way that both ends offer. */
final class DestinationWriter implements NodeActions {
  private final SourceReader source;
  private final Target destination;
  private final EventPublisher events;
  private final CopyHooks hooks;
  private final Listings listings;

  /** Hash codes of titles, which may be long. */
  private final Map<Digest, Integer> titles = new ConcurrentHashMap<>();

  private final @Nullable RepositoryName mountFrom;

  /** Null where a question costs no round trip. */
  private final @Nullable ExistenceChecks checks;

  DestinationWriter(SourceReader source, Target destination, EventPublisher events, CopyHooks hooks)
      throws IOException {
    this.source = source;
    this.destination = destination;
    this.events = events;
    this.hooks = hooks;
    this.listings = new Listings(destination, source.limits());
    this.mountFrom = mountSource(source.target(), destination);
    this.checks = destination.capability(Mounter.class).isPresent() ? new ExistenceChecks() : null;
  }

  /** Where to mount from: another repository of the destination's registry. */
  static @Nullable RepositoryName mountSource(ReadOnlyTarget source, ReadOnlyTarget destination)
      throws IOException {
    Mounter from = source.capability(Mounter.class).orElse(null);
    Mounter to = destination.capability(Mounter.class).orElse(null);
    if (from == null || to == null) {
      return null;
    }
    RepositoryName here = from.repository();
    RepositoryName there = to.repository();
    boolean sameRegistry = here.apiHost().equals(there.apiHost());
    return sameRegistry && !here.path().equals(there.path()) ? here : null;
  }

  /** {@inheritDoc} What can be mounted is not asked about: the mount tells. */
  @Override
  public boolean blobExists(Descriptor node) throws IOException {
    if (mountFrom != null) {
      return false;
    }
    ExistenceChecks asking = checks;
    if (asking == null) {
      return skippedIf(node, () -> destination.exists(node));
    }
    if (!asking.pays(node)) {
      return false;
    }
    long start = System.nanoTime();
    boolean exists = skippedIf(node, () -> destination.exists(node));
    asking.answered(exists, System.nanoTime() - start);
    return exists;
  }

  @Override
  public boolean manifestExists(Descriptor node, @Nullable Descriptor subject) throws IOException {
    return skippedIf(node, () -> destination.manifestExists(node) && listings.list(subject, node));
  }

  private boolean skippedIf(Descriptor node, IoSupplier<Boolean> exists) throws IOException {
    boolean there = atDestination(exists);
    if (there) {
      skipped(node, Reason.EXISTS);
    }
    return there;
  }

  @Override
  public void referrerMissing(Descriptor node) {
    events.referrerMissing(node);
  }

  @Override
  public void skipped(Descriptor node, Reason reason) throws IOException {
    settled(node);
    events.blobSkipped(node, reason);
    hooks.skipped(node);
  }

  @Override
  public void blob(Descriptor node) throws IOException {
    hooks.before(node);
    ContentSource content = reporting(node, source.content(node), mountFrom == null);
    boolean mounted =
        Replicas.read(source.target(), node, () -> atDestination(() -> bring(node, content)));
    settled(node);
    if (mounted) {
      events.blobSkipped(node, Reason.MOUNTED);
      hooks.mounted(node);
    } else {
      events.blobFinished(node);
      hooks.after(node);
    }
  }

  /** Mounts the blob or pushes its content; returns whether it was mounted. */
  private boolean bring(Descriptor node, ContentSource content) throws IOException {
    if (mountFrom != null) {
      Mounter mounter = destination.capability(Mounter.class).orElseThrow();
      return mounter.mount(node, mountFrom, content);
    }
    destination.push(node, content);
    return false;
  }

  /** Publishes that the blob was started, now or when it is first opened, and its progress. */
  private ContentSource reporting(Descriptor node, ContentSource content, boolean now) {
    if (!events.isHeard()) {
      return content;
    }
    AtomicBoolean told = new AtomicBoolean(now);
    if (now) {
      events.blobStarted(node);
    }
    return ObservedContent.onProgress(
        content,
        () -> {
          if (told.compareAndSet(false, true)) {
            events.blobStarted(node);
          }
        },
        total -> events.blobProgressed(node, total));
  }

  /** {@inheritDoc} A registry tags what it is sent, there or not. */
  @Override
  public void tag(RawManifest manifest, List<String> tags) throws IOException {
    atDestination(
        () -> {
          GraphCopy.push(manifest, destination, tags);
          return true;
        });
  }

  @Override
  public void manifest(RawManifest manifest, List<String> tags) throws IOException {
    Descriptor node = manifest.descriptor();
    hooks.before(node);
    events.blobStarted(node);
    tag(manifest, tags);
    for (Descriptor child : manifest.view().map(Manifest::children).orElse(List.of())) {
      Integer title = titles.get(child.digest());
      if (title != null && child.title().isPresent() && title != title(child)) {
        events.blobSkipped(child, Reason.SAME_CONTENT);
      }
    }
    settled(node);
    events.blobFinished(node);
    hooks.after(node);
  }

  /** Remembers under which title content was brought: it is not brought under others. */
  private void settled(Descriptor node) {
    titles.put(node.digest(), title(node));
  }

  private static int title(Descriptor node) {
    return node.title().orElse("").hashCode();
  }

  private static boolean atDestination(IoSupplier<Boolean> step) throws IOException {
    try {
      return step.get();
    } catch (OrasException e) {
      throw e.with(ErrorContext.none().withSide(Side.DESTINATION));
    }
  }
}
