package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image index (image-spec v1.1.1, image-index.md) or a Docker manifest list. Immutable and
 * thread safe.
 *
 * @param mediaType {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_MANIFEST_LIST}; an index
 *     that was read may have another type
 * @param artifactType the type of the artifact, or null
 * @param manifests the descriptors of the manifests, in order; may be empty
 * @param subject the manifest that this index refers to, or null
 * @param annotations the annotations, sorted by key
 */
public record ImageIndex(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    Map<String, String> annotations)
    implements Manifest {

  /**
   * Creates an index. The collections are copied.
   *
   * @throws IllegalArgumentException if the media type is that of an image manifest
   */
  public ImageIndex {
    if (mediaType.isManifest() && !mediaType.isIndex()) {
      throw new IllegalArgumentException(
          "an index does not have the media type of an image manifest, " + mediaType);
    }
    manifests = List.copyOf(manifests);
    annotations = Annotations.copyOf(annotations);
  }

  /** Returns an OCI index of these manifests. */
  public static ImageIndex of(List<Descriptor> manifests) {
    return new ImageIndex(MediaType.OCI_INDEX, null, manifests, null, Map.of());
  }

  @Override
  public List<Descriptor> children() {
    return manifests;
  }

  @Override
  public Optional<MediaType> effectiveArtifactType() {
    return Optional.ofNullable(artifactType);
  }
}
