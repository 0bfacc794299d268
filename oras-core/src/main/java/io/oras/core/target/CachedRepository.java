package io.oras.core.target;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.context.EventPublisher;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.registry.FileDownloader;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.stream.Handover;
import io.oras.core.stream.Replicas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a repository by way of a layout that keeps what was read. What a tag names, what refers to
 * what, and what there is, the registry is asked each time; content that is in the layout is not
 * fetched again, unless it proves wrong. For one operation; thread safe, and several processes may
 * share the layout.
 */
public final class CachedRepository
    implements ReadOnlyTarget, ReferenceFetcher, FileDownloader, Replicas {
  private final ReadableRepository origin;
  private final ContentCache cache;
  private final EventPublisher events;

  /** The content that proved wrong in the cache, which is read from the origin from then on. */
  private final Set<Digest> wrong = ConcurrentHashMap.newKeySet();

  private final FailedReads failedReads = new FailedReads();

  /**
   * Creates a view; nothing is read yet.
   *
   * @param cache where the content is kept
   * @param events of the operation that the view is for
   */
  public CachedRepository(ReadableRepository origin, ContentCache cache, EventPublisher events) {
    this.origin = origin;
    this.cache = cache;
    this.events = events;
  }

  /** Returns the repository without the cache. */
  public ReadableRepository origin() {
    return origin;
  }

  /** Returns whether this is the first read that finds the content wrong. */
  private boolean markWrong(Descriptor content) {
    boolean first = wrong.add(content.digest());
    failedReads.add(content.digest());
    return first;
  }

  private @Nullable InputStream find(Descriptor content) throws OperationCancelledException {
    return wrong.contains(content.digest()) ? null : cache.find(content, events, this::markWrong);
  }

  @Override
  public boolean hasReplicas(Descriptor content) throws IOException {
    return Replicas.are(origin, content);
  }

  @Override
  public boolean hasNext(Descriptor content) {
    return failedReads.take(content)
        || (origin instanceof Replicas replicas && replicas.hasNext(content));
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    if (descriptor.mediaType().isManifest()) {
      return fetchManifest(descriptor);
    }
    InputStream kept = find(descriptor);
    return kept != null
        ? kept
        : Handover.of(origin.fetch(descriptor)).to(in -> cache.keeping(descriptor, in, events));
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    InputStream kept = find(descriptor);
    if (kept != null) {
      return kept;
    }
    byte[] manifest;
    try (InputStream in = origin.fetchManifest(descriptor)) {
      manifest = in.readAllBytes();
    }
    cache.keepManifest(descriptor, manifest, events);
    return new ByteArrayInputStream(manifest);
  }

  @Override
  public RawManifest fetchReference(String reference) throws IOException {
    return kept(origin.fetchReference(reference));
  }

  @Override
  public RawManifest fetchReference(String reference, List<MediaType> accept) throws IOException {
    return kept(origin.fetchReference(reference, accept));
  }

  private RawManifest kept(RawManifest manifest) throws IOException {
    cache.keepManifest(manifest.descriptor(), manifest.bytes(), events);
    return manifest;
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return origin.exists(descriptor);
  }

  @Override
  public boolean manifestExists(Descriptor descriptor) throws IOException {
    return origin.manifestExists(descriptor);
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    return origin.resolve(reference);
  }

  @Override
  public void download(Descriptor blob, Path file, LongConsumer observer) throws IOException {
    InputStream kept = find(blob);
    if (kept != null) {
      try (kept) {
        AtomicFile.replace(file, kept);
        observer.accept(blob.size());
        return;
      } catch (ContentVerificationException e) {
        if (!hasNext(blob)) {
          throw e;
        }
      }
    }
    origin.download(blob, file, observer);
    cache.keep(blob, file, events);
  }

  @Override
  public <T> Optional<T> capability(Class<T> port) throws IOException {
    Optional<T> own = ReadOnlyTarget.super.capability(port);
    return own.isPresent() ? own : origin.capability(port);
  }

  @Override
  public void close() throws IOException {
    try (origin) {
      cache.flush(events);
    }
  }

  @Override
  public String toString() {
    return origin.toString();
  }
}
