package io.oras.tests.registry;

import io.oras.api.model.Digest;
import io.oras.tests.registry.storage.RegistryProblem;
import io.oras.tests.registry.storage.StoredManifest;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The options of a registry that the specification leaves open.
 *
 * @param pageSize the most entries that one page of tags, repositories or referrers has
 * @param chunkMinLength told in {@code OCI-Chunk-Min-Length} and demanded; 0 for none
 * @param manifestLimit the most bytes of a manifest
 * @param blobLimit the most bytes of a blob
 */
record RegistryOptions(
    Set<RegistryQuirk> quirks,
    int pageSize,
    long chunkMinLength,
    int manifestLimit,
    long blobLimit) {
  RegistryOptions {
    quirks = Set.copyOf(quirks);
  }

  boolean has(RegistryQuirk quirk) {
    return quirks.contains(quirk);
  }

  /** Reads a manifest as strictly as this registry does. */
  StoredManifest read(Digest digest, String contentType, byte[] bytes) throws RegistryProblem {
    return has(RegistryQuirk.ANY_MANIFEST)
        ? StoredManifest.read(digest, contentType, bytes)
        : StoredManifest.parse(digest, contentType, bytes);
  }

  /** Returns the declared length of a request, which may be demanded though HTTP can do without. */
  OptionalLong length(ServerRequest call) throws RegistryProblem {
    OptionalLong length = call.contentLength();
    if (length.isEmpty() && !has(RegistryQuirk.LENGTH_OPTIONAL)) {
      throw new RegistryProblem(
          411, "SIZE_INVALID", call.method() + " needs a Content-Length here");
    }
    return length;
  }

  void requireDeletes() throws RegistryProblem {
    if (has(RegistryQuirk.NO_DELETES) || has(RegistryQuirk.READ_ONLY)) {
      throw new RegistryProblem(405, "UNSUPPORTED", "this registry does not support deletion");
    }
  }

  void requireWrites() throws RegistryProblem {
    if (has(RegistryQuirk.READ_ONLY)) {
      throw new RegistryProblem(405, "UNSUPPORTED", "this registry is read-only");
    }
  }

  /** Returns whether the registry looks at the manifest's subject. */
  boolean hasSubject(StoredManifest manifest) {
    boolean docker = manifest.mediaType().startsWith("application/vnd.docker.");
    return manifest.subject().isPresent()
        && !has(RegistryQuirk.NO_REFERRERS_API)
        && !(docker && has(RegistryQuirk.NO_DOCKER_SUBJECTS));
  }

  /** Refuses a blob whose actual or declared size exceeds the limit. */
  void checkBlobSize(long size) throws RegistryProblem {
    if (size > blobLimit) {
      throw new RegistryProblem(413, "SIZE_INVALID", "a blob has at most " + blobLimit + " bytes");
    }
  }
}
