package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.util.Optional;

/**
 * The name of an artifact: a {@link Reference} for one in a registry, or a {@link StoreReference}.
 * The tag and the digest may be absent; the name is then that of the place alone.
 *
 * <p>Immutable and thread safe.
 */
public sealed interface ArtifactName permits Reference, StoreReference {
  /** Returns the tag, if the name has one. */
  Optional<String> tag();

  /** Returns the digest, if the name has one. The digest decides if the name has both. */
  Optional<Digest> digest();

  /** Returns what to ask the place for: the digest as text, else the tag. */
  default Optional<String> tagOrDigest() {
    return digest().map(Digest::toString).or(this::tag);
  }

  /** Returns the name of the artifact with this tag in the same place, without a digest. */
  ArtifactName withTag(String tag);

  /** Returns this name with another digest, which decides. */
  ArtifactName withDigest(Digest digest);

  /**
   * Parses a store reference if the text contains {@code ://}, else a reference.
   *
   * @throws InvalidReferenceException if the text is neither
   */
  static ArtifactName parse(String text) {
    if (text.contains("://")) {
      return StoreReference.parse(text);
    }
    int colon = text.indexOf(':');
    if (text.indexOf('#') >= 0 || (colon > 0 && text.startsWith("/", colon + 1))) {
      throw new InvalidReferenceException(
          text,
          0,
          "expected scheme://location#tag, such as oci-layout:///srv/app#v1, or registry/repository[:tag][@digest], such as localhost:5000/app:v1");
    }
    return Reference.parse(text);
  }
}
