package io.oras.core.target;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.context.EventPublisher;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.registry.FileDownloader;
import io.oras.core.registry.ReadableRepository;
import io.oras.core.stream.Handover;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a repository by way of a layout that keeps what was read. What a tag names, what refers to
 * what, and what there is, the registry is asked each time; content that is in the layout is not
 * fetched again. Thread safe; several processes may share the layout.
 *
 * @param cache where the content is kept
 * @param events of the operation that it is opened for
 */
public record CachedRepository(ReadableRepository origin, ContentCache cache, EventPublisher events)
    implements ReadOnlyTarget, ReferenceFetcher, FileDownloader {
  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    if (descriptor.mediaType().isManifest()) {
      return fetchManifest(descriptor);
    }
    InputStream kept = cache.find(descriptor, events);
    return kept != null
        ? kept
        : Handover.of(origin.fetch(descriptor)).to(in -> cache.keeping(descriptor, in, events));
  }

  @Override
  public InputStream fetchManifest(Descriptor descriptor) throws IOException {
    InputStream kept = cache.findManifest(descriptor, events);
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
    InputStream kept = cache.find(blob, events);
    if (kept != null) {
      try (kept) {
        AtomicFile.replace(file, kept);
      }
      observer.accept(blob.size());
      return;
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
