package io.oras.core.store;

import io.oras.api.content.Predecessors;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.TagLister;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext;
import io.oras.core.context.DocumentReader;
import io.oras.core.stream.Digests;
import io.oras.core.stream.ManifestContent;
import io.oras.core.stream.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** All that can be read from blobs and a list of roots, wherever they are kept. */
public class ReadableStore
    implements ReadOnlyTarget,
        Predecessors,
        RangeFetcher,
        ReferenceFetcher,
        ReferrerLister,
        TagLister {
  private final BlobStorage blobs;
  private final IndexStorage roots;
  final DocumentReader documents;
  private final ManifestGraph graph;

  public ReadableStore(BlobStorage blobs, IndexStorage roots, StoreContext context) {
    this.blobs = blobs;
    this.roots = roots;
    this.documents = new DocumentReader(context);
    this.graph = new ManifestGraph(blobs, documents);
  }

  /** Creates a view of a store with another list of roots. */
  public ReadableStore(ReadableStore store, IndexStorage roots) {
    this.blobs = store.blobs;
    this.roots = roots;
    this.documents = store.documents;
    this.graph = store.graph;
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    UnsupportedDigestException.requireKnown(descriptor.digest());
    return VerifyingInputStream.of(blobs.open(descriptor.digest()), descriptor);
  }

  @Override
  public InputStream fetchRange(Descriptor blob, long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, /* length= */ blob.size());
    OptionalLong size = blobs.size(blob.digest());
    if (size.isEmpty()) {
      throw new NotFoundException("no content " + blob.digest() + " in " + this);
    }
    if (size.getAsLong() != blob.size()) {
      throw ContentVerificationException.size(blob, size.getAsLong());
    }
    return blobs.open(blob.digest(), offset, length);
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return blobs.has(descriptor);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A manifest is found by its digest wherever it stands in the graph; any other blob as {@link
   * MediaType#OCTET_STREAM}.
   */
  @Override
  public Descriptor resolve(String reference) throws IOException {
    LayoutIndex now = roots.read();
    Optional<Digest> digest = Digests.find(reference);
    // A tag that reads like a digest must not stand for other content than the digest does.
    if (digest.isEmpty() || digest.get().knownAlgorithm().isEmpty()) {
      Optional<Descriptor> named = now.named(reference);
      if (named.isPresent()) {
        return named.get();
      }
    }
    if (digest.isEmpty()) {
      throw new NotFoundException("no tag '" + reference + "' in " + this);
    }
    OptionalLong size = blobs.size(digest.get());
    if (size.isEmpty()) {
      throw new NotFoundException("no content " + reference + " in " + this);
    }
    Optional<Descriptor> root = now.find(digest.get()).map(Descriptor::plain);
    if (root.isPresent()) {
      return root.get();
    }
    return graph
        .find(now, digest.get())
        .orElseGet(() -> Descriptor.of(MediaType.OCTET_STREAM, digest.get(), size.getAsLong()));
  }

  @Override
  public RawManifest fetchReference(String reference) throws IOException {
    Descriptor descriptor = resolve(reference);
    byte[] bytes = documents.read("manifest", descriptor, () -> blobs.open(descriptor.digest()));
    return ManifestContent.readIfPossible(documents.codec(), descriptor, bytes);
  }

  @Override
  public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
    return Streams.read(graph.predecessors(roots.read(), descriptor.digest()), Stream::toList);
  }

  @Override
  public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType)
      throws IOException {
    return graph
        .referrers(roots.read(), subject.digest())
        .filter(d -> artifactType.isEmpty() || artifactType.get().equals(d.artifactType()));
  }

  /** {@inheritDoc} Here that is the order of {@link String}. */
  @Override
  public Stream<String> tags(Optional<String> after) throws IOException {
    return roots.read().names().filter(tag -> after.isEmpty() || tag.compareTo(after.get()) > 0);
  }

  /** See {@link ManifestGraph#reachable}. */
  public final Set<Digest> reachable(LayoutIndex from) throws IOException {
    return graph.reachable(from);
  }

  /** Where this is, as in {@code the layout /srv/layout}. */
  @Override
  public final String toString() {
    return blobs.toString();
  }
}
