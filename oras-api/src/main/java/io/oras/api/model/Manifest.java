package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parsed fields of a manifest: an {@link ImageManifest} or an {@link ImageIndex}. A {@code
 * Manifest} contains only the fields of the specification, so serializing it again can lose other
 * fields. {@link io.oras.api.content.RawManifest} keeps the exact bytes.
 *
 * <p>Immutable and thread safe.
 */
public sealed interface Manifest permits ImageManifest, ImageIndex {
  /** Returns the media type of this manifest. */
  MediaType mediaType();

  /** Returns the field {@code artifactType}, or null. */
  @Nullable MediaType artifactType();

  /** Returns the manifest to which this one refers, or null. */
  @Nullable Descriptor subject();

  /** Returns the annotations, sorted by key. */
  Map<String, String> annotations();

  /**
   * Returns the content that this manifest consists of, in the order of the document: config and
   * layers, or manifests. The subject is not among them.
   */
  List<Descriptor> children();

  /**
   * Returns whether a child of this manifest, or its subject, is a manifest. Where the descriptor
   * stands decides: a subject is a manifest, and so is an entry of an index unless its type is one
   * of blobs alone, as in the build caches of BuildKit. Elsewhere the media type decides.
   */
  default boolean isManifest(Descriptor successor) {
    if (successor.mediaType().isManifest()) {
      return true;
    }
    Descriptor subject = subject();
    return (this instanceof ImageIndex && !successor.mediaType().isBlob())
        || (subject != null && subject.digest().equals(successor.digest()));
  }

  /**
   * Returns the artifact type: {@code artifactType}, or else the config's media type
   * (distribution-spec v1.1.1, "Listing Referrers").
   */
  Optional<MediaType> effectiveArtifactType();
}
