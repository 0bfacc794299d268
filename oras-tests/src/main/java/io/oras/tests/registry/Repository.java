package io.oras.tests.registry;

import io.oras.api.model.Digest;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What one repository holds. Thread safe. */
final class Repository {
  private final Map<Digest, Content> blobs = new ConcurrentHashMap<>();
  private final Map<Digest, StoredManifest> manifests = new ConcurrentHashMap<>();
  private final NavigableMap<String, Digest> tags = new ConcurrentSkipListMap<>();

  Map<Digest, Content> blobs() {
    return blobs;
  }

  Map<Digest, StoredManifest> manifests() {
    return manifests;
  }

  /** Tags in the order of their characters (distribution-spec v1.1.1, "Listing Tags"). */
  NavigableMap<String, Digest> tags() {
    return tags;
  }

  /** The manifest of a tag or a digest. */
  Optional<StoredManifest> manifest(String tagOrDigest) throws Refusal {
    Digest digest = tagOrDigest.indexOf(':') < 0 ? tags.get(tagOrDigest) : Call.digest(tagOrDigest);
    return Optional.ofNullable(digest).map(manifests::get);
  }

  boolean deleteManifest(Digest digest) {
    tags.values().removeIf(digest::equals);
    return manifests.remove(digest) != null;
  }
}
