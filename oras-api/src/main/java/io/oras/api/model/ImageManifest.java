package io.oras.api.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image manifest of OCI (image-spec v1.1.1, manifest.md) or Docker (version 2, schema 2).
 *
 * @param mediaType {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
 * @param artifactType what kind of artifact it is, or null
 * @param config required; {@link Descriptor#EMPTY_JSON} where there is nothing to say
 * @param layers in order; may be empty
 * @param subject the manifest to which this one refers, or null
 * @param annotations sorted by key
 */
public record ImageManifest(
    MediaType mediaType,
    @Nullable MediaType artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    Map<String, String> annotations)
    implements Manifest {

  /**
   * Checks the media type and copies the collections.
   *
   * @throws IllegalArgumentException when the media type is not that of an image manifest
   */
  public ImageManifest {
    Objects.requireNonNull(config, "config");
    if (!mediaType.isImageManifest()) {
      throw new IllegalArgumentException(
          "an image manifest has the media type "
              + MediaType.OCI_MANIFEST
              + " or "
              + MediaType.DOCKER_MANIFEST
              + ", got "
              + mediaType);
    }
    layers = List.copyOf(layers);
    annotations = Annotations.copyOf(annotations);
  }

  @Override
  public List<Descriptor> children() {
    return Stream.concat(Stream.of(config), layers.stream()).toList();
  }

  @Override
  public Optional<MediaType> effectiveArtifactType() {
    return Optional.of(artifactType != null ? artifactType : config.mediaType());
  }
}
