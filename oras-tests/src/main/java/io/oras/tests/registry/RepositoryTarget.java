package io.oras.tests.registry;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.tests.registry.storage.Content;
import io.oras.tests.registry.storage.Repository;
import io.oras.tests.registry.storage.StoredManifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A repository of the in-process registry as a target, without requests and without verification.
 */
record RepositoryTarget(String name, Repository repository) implements ReadOnlyTarget, TagLister {
  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    return content(descriptor.digest())
        .orElseThrow(
            () -> new NotFoundException("no content " + descriptor.digest() + " in " + name))
        .open();
  }

  private Optional<Content> content(Digest digest) throws IOException {
    Optional<Content> manifest = repository.manifest(digest).map(StoredManifest::content);
    return manifest.isPresent() ? manifest : repository.blob(digest);
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    return content(descriptor.digest()).isPresent();
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    Optional<Digest> digest =
        reference.indexOf(':') < 0
            ? repository.tag(reference)
            : Optional.of(Digest.parse(reference));
    if (digest.isEmpty()) {
      throw new NotFoundException("no tag '" + reference + "' in " + name);
    }
    Optional<StoredManifest> manifest = repository.manifest(digest.get());
    if (manifest.isPresent()) {
      return Descriptor.of(
          MediaType.read(manifest.get().mediaType()),
          digest.get(),
          manifest.get().content().size());
    }
    Content blob =
        repository
            .blob(digest.get())
            .orElseThrow(() -> new NotFoundException("no content " + digest.get() + " in " + name));
    return Descriptor.of(MediaType.OCTET_STREAM, digest.get(), blob.size());
  }

  @Override
  public Stream<String> tags(Optional<String> after) throws IOException {
    return repository.tags().stream()
        .filter(tag -> after.isEmpty() || tag.compareTo(after.get()) > 0);
  }
}
