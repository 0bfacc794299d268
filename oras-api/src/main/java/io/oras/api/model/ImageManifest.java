package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image manifest of OCI (image-spec v1.1.1, manifest.md) or Docker (version 2, schema 2).
 *
 * <p>The view of a manifest of another type that is not an index has this form too: of a {@link
 * MediaType#OCI_ARTIFACT_MANIFEST}, or of a type that is not known, its {@code blobs} are the
 * layers, and there is no config. Such a view can only be read; {@link
 * io.oras.api.content.ManifestCodec#encode} writes image manifests of OCI and Docker alone.
 *
 * @param mediaType {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}; another one
 *     if it was read as such
 * @param artifactType what kind of artifact it is, or null
 * @param config null if a manifest that was read has none; a manifest to be written needs a config,
 *     which is {@link Descriptor#EMPTY_JSON} where there is nothing to say
 * @param layers in order; may be empty
 * @param subject the manifest to which this one refers, or null
 * @param annotations sorted by key
 */
public record ImageManifest(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    @Nullable Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    Map<String, String> annotations)
    implements Manifest {

  /**
   * Checks the media type and copies the collections.
   *
   * @throws IllegalArgumentException if the media type is that of an index
   */
  public ImageManifest {
    if (mediaType.isIndex()) {
      throw new IllegalArgumentException(
          "an image manifest does not have the media type of an index, " + mediaType);
    }
    layers = List.copyOf(layers);
    annotations = Annotations.copyOf(annotations);
  }

  @Override
  public List<Descriptor> children() {
    return Stream.concat(Stream.ofNullable(config), layers.stream()).toList();
  }

  @Override
  public Optional<MediaType> effectiveArtifactType() {
    return Optional.ofNullable(artifactType)
        .or(() -> Optional.ofNullable(config).map(Descriptor::mediaType))
        .filter(type -> !type.isEmpty());
  }
}
