package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A repository in memory. */
final class MemoryRepository implements Repository {
  private final Map<Digest, Content> blobs = new ConcurrentHashMap<>();
  private final Map<Digest, StoredManifest> manifests = new ConcurrentHashMap<>();
  private final NavigableMap<String, Digest> tags = new ConcurrentSkipListMap<>();

  @Override
  public Optional<Content> blob(Digest digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  @Override
  public void addBlob(Digest digest, Content content) {
    blobs.put(digest, content);
  }

  @Override
  public boolean deleteBlob(Digest digest) {
    return blobs.remove(digest) != null;
  }

  @Override
  public Optional<StoredManifest> manifest(Digest digest) {
    return Optional.ofNullable(manifests.get(digest));
  }

  @Override
  public void addManifest(StoredManifest manifest, Collection<String> names) {
    manifests.put(manifest.digest(), manifest);
    names.forEach(name -> tags.put(name, manifest.digest()));
  }

  @Override
  public boolean deleteManifest(Digest digest) {
    tags.values().removeIf(digest::equals);
    return manifests.remove(digest) != null;
  }

  @Override
  public List<StoredManifest> referrers(Digest subject) {
    return manifests.values().stream()
        .filter(manifest -> manifest.subject().filter(subject::equals).isPresent())
        .toList();
  }

  @Override
  public List<String> tags() {
    return List.copyOf(tags.keySet());
  }

  @Override
  public Optional<Digest> tag(String tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  @Override
  public boolean untag(String tag) {
    return tags.remove(tag) != null;
  }
}
