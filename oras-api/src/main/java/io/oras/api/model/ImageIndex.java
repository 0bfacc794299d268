package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image index of OCI (image-spec v1.1.1, image-index.md) or a manifest list of Docker.
 *
 * @param mediaType {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_MANIFEST_LIST}; an
 *     unknown type only in an index that was read
 * @param artifactType what kind of artifact it is, or null
 * @param manifests in order; may be empty
 * @param subject the manifest to which this one refers, or null
 * @param annotations sorted by key
 */
public record ImageIndex(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    Map<String, String> annotations)
    implements Manifest {

  /**
   * Checks the media type and copies the collections.
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

  /** An OCI index of these manifests. */
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
