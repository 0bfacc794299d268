package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.GraphTarget;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReferencePusher;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Untagger;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext;
import io.oras.core.store.BlobStorage.WritableBlobStorage;
import io.oras.core.store.IndexStorage.WritableIndexStorage;
import io.oras.core.stream.ManifestContent;
import java.io.IOException;
import java.io.InputStream;

/** All that can be done with blobs and a list of roots that can be written. */
public class WritableStore extends ReadableStore
    implements GraphTarget, ReferencePusher, StreamPusher, Untagger, Deleter {
  private final WritableBlobStorage blobs;
  private final WritableIndexStorage roots;

  public WritableStore(
      WritableBlobStorage blobs, WritableIndexStorage roots, StoreContext context) {
    super(blobs, roots, context);
    this.blobs = blobs;
    this.roots = roots;
  }

  /** Creates a view of a store with another list of roots. */
  public WritableStore(WritableStore store, WritableIndexStorage roots) {
    super(store, roots);
    this.blobs = store.blobs;
    this.roots = roots;
  }

  final WritableIndexStorage roots() {
    return roots;
  }

  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    if (expected.mediaType().isManifest()) {
      pushManifest(expected, content);
    } else {
      blobs.store(expected, content);
    }
  }

  @Override
  public void pushManifest(Descriptor expected, ContentSource content) throws IOException {
    // What is no manifest is not stored as one: its children could not be known.
    store(documents.manifest(expected, content));
    roots.add(expected);
  }

  @Override
  public void pushReference(RawManifest manifest, String tag) throws IOException {
    Descriptor descriptor = manifest.descriptor();
    TagNames.check(tag);
    store(manifest);
    roots.update(now -> now.with(descriptor, tag));
  }

  @Override
  public Descriptor pushStream(MediaType mediaType, InputStream stream) throws IOException {
    if (!mediaType.isManifest()) {
      return blobs.store(mediaType, stream);
    }
    RawManifest manifest = documents.manifest(mediaType, stream);
    pushManifest(manifest.descriptor(), new ManifestContent(manifest));
    return manifest.descriptor();
  }

  private void store(RawManifest manifest) throws IOException {
    blobs.store(manifest.descriptor(), new ManifestContent(manifest));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the tag is neither a tag of a registry nor a {@code
   *     ref.name} of a layout
   */
  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    TagNames.check(tag);
    if (!exists(descriptor)) {
      throw new NotFoundException("no content " + descriptor.digest() + " to tag in " + this);
    }
    roots.update(now -> now.with(descriptor, tag));
  }

  @Override
  public void untag(String tag) throws IOException {
    if (roots.read().named(tag).isEmpty()) {
      throw new NotFoundException("no tag '" + tag + "' in " + this);
    }
    roots.update(now -> now.withoutName(tag));
  }

  @Override
  public void delete(Descriptor descriptor) throws IOException {
    boolean listed = roots.read().find(descriptor.digest()).isPresent();
    roots.update(now -> now.without(descriptor.digest()));
    if (!blobs.delete(descriptor.digest()) && !listed) {
      throw new NotFoundException("no content " + descriptor.digest() + " in " + this);
    }
  }
}
