package io.oras.core;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import io.oras.core.stream.Digests;
import org.jspecify.annotations.Nullable;

/**
 * A tag, a digest, or {@code tag@digest}, within a repository. Which tags are valid is up to the
 * repository: a layout accepts more than a registry.
 */
record ArtifactReference(@Nullable String tag, @Nullable Digest digest) {
  static ArtifactReference parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no tag or digest specified: the reference is empty");
    }
    Digest whole = Digests.find(text).orElse(null);
    if (whole != null) {
      return new ArtifactReference(null, whole);
    }
    int at = text.lastIndexOf('@');
    Digest digest = at < 0 ? null : Digests.find(text.substring(at + 1)).orElse(null);
    return digest == null
        ? new ArtifactReference(text, null)
        : new ArtifactReference(at == 0 ? null : text.substring(0, at), digest);
  }

  static InvalidReferenceException missing(Repository repository) {
    String name = repository.name();
    return new InvalidReferenceException(
        name,
        name.length(),
        "no tag or digest specified; add "
            + (repository.isInRegistry() ? ":tag or @digest" : "#tag or #@digest"));
  }
}
