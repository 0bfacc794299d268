package io.oras.tests.registry.storage;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.content.Untagger;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A repository in an OCI layout, which uses the store of the library: other processes can write to
 * the layout, and all content is verified.
 */
final class LayoutRepository implements Repository, AutoCloseable {
  private final Path folder;
  private final Target store;

  /**
   * @param store the layout in that folder, closed with this
   */
  LayoutRepository(Path folder, Target store) {
    this.folder = folder;
    this.store = store;
  }

  @Override
  public Optional<Content> blob(Digest digest) throws IOException {
    return FileContent.find(
        folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.encoded()));
  }

  @Override
  public void addBlob(Digest digest, Content content) throws IOException {
    store.push(
        Descriptor.of(MediaType.OCTET_STREAM, digest, content.size()),
        new ContentSource() {
          @Override
          public long size() {
            return content.size();
          }

          @Override
          public InputStream open() throws IOException {
            return content.open();
          }
        });
  }

  @Override
  public boolean deleteBlob(Digest digest) throws IOException {
    return delete(Descriptor.of(MediaType.OCTET_STREAM, digest, 0));
  }

  private boolean delete(Descriptor descriptor) throws IOException {
    try {
      port(Deleter.class).delete(descriptor);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Override
  public Optional<StoredManifest> manifest(Digest digest) throws IOException {
    Optional<Descriptor> found = resolve(digest.toString());
    Optional<Content> content = blob(digest);
    if (content.isEmpty()
        || found.filter(d -> !d.mediaType().equals(MediaType.OCTET_STREAM)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StoredManifest.parse(digest, found.get().mediaType().toString(), content.get().bytes()));
    } catch (RegistryProblem e) {
      throw new IOException("the manifest " + digest + " in " + folder + " is broken", e);
    }
  }

  private Optional<Descriptor> resolve(String reference) throws IOException {
    try {
      return Optional.of(store.resolve(reference));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void addManifest(StoredManifest manifest, Collection<String> tags)
      throws IOException, RegistryProblem {
    MediaType type = MediaType.read(manifest.mediaType());
    byte[] bytes = manifest.content().bytes();
    Descriptor descriptor = Descriptor.of(type, manifest.digest(), bytes.length);
    try {
      store.pushManifest(descriptor, ContentSource.ofBytes(bytes));
    } catch (InvalidManifestException e) {
      throw RegistryProblem.manifestInvalid(String.valueOf(e.getMessage()));
    }
    for (String tag : tags) {
      store.tag(descriptor, tag);
    }
  }

  @Override
  public boolean deleteManifest(Digest digest) throws IOException {
    return manifest(digest).isPresent() && delete(Descriptor.of(MediaType.OCI_MANIFEST, digest, 0));
  }

  @Override
  public List<StoredManifest> referrers(Digest subject) throws IOException {
    List<StoredManifest> found = new ArrayList<>();
    Descriptor of = Descriptor.of(MediaType.OCI_MANIFEST, subject, 0);
    try (Stream<Descriptor> referrers =
        port(ReferrerLister.class).referrers(of, Optional.empty())) {
      for (Descriptor referrer : referrers.toList()) {
        manifest(referrer.digest()).ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public List<String> tags() throws IOException {
    try (Stream<String> tags = port(TagLister.class).tags(Optional.empty())) {
      return tags.filter(Reference::isTag).sorted().toList();
    }
  }

  @Override
  public Optional<Digest> tag(String tag) throws IOException {
    return resolve(tag).map(Descriptor::digest);
  }

  @Override
  public boolean untag(String tag) throws IOException {
    try {
      port(Untagger.class).untag(tag);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private <T> T port(Class<T> type) throws IOException {
    return store.capability(type).orElseThrow();
  }
}
