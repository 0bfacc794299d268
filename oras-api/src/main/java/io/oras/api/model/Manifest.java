package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parsed view of a manifest. What was read travels beside it as bytes, in {@link
 * io.oras.api.content.RawManifest}: a view knows only the fields of the specification, and writing
 * it again may lose others.
 */
public sealed interface Manifest permits ImageManifest, ImageIndex {
  /** The type of this manifest, of OCI or Docker. */
  MediaType mediaType();

  /** The {@code artifactType} field, or null. */
  @Nullable MediaType artifactType();

  /** The manifest to which this one refers, or null. */
  @Nullable Descriptor subject();

  /** Sorted by key. */
  Map<String, String> annotations();

  /**
   * What this manifest is made of and cannot be without, in the order of the document: config and
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
   * What kind of artifact this is: {@code artifactType}, or else the config's media type
   * (distribution-spec v1.1.1, "Listing Referrers").
   */
  Optional<MediaType> effectiveArtifactType();
}
