package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The content of one repository. Thread safe. */
public interface Repository {
  Optional<Content> blob(Digest digest) throws IOException;

  /** Stores the content under its digest. */
  void addBlob(Digest digest, Content content) throws IOException;

  boolean deleteBlob(Digest digest) throws IOException;

  Optional<StoredManifest> manifest(Digest digest) throws IOException;

  void addManifest(StoredManifest manifest, Collection<String> tags)
      throws IOException, RegistryProblem;

  /** Deletes the manifest and the tags that name it. */
  boolean deleteManifest(Digest digest) throws IOException;

  /** Returns the manifests with this subject. */
  List<StoredManifest> referrers(Digest subject) throws IOException;

  /** Returns the tags in lexical order (distribution-spec v1.1.1, "Listing Tags"). */
  List<String> tags() throws IOException;

  Optional<Digest> tag(String tag) throws IOException;

  boolean untag(String tag) throws IOException;

  /** Returns the manifest of a tag or a digest. */
  default Optional<StoredManifest> manifest(String tagOrDigest)
      throws IOException, RegistryProblem {
    Optional<Digest> digest =
        tagOrDigest.indexOf(':') < 0
            ? tag(tagOrDigest)
            : Optional.of(StoredManifest.digest(tagOrDigest));
    return digest.isPresent() ? manifest(digest.get()) : Optional.empty();
  }
}
