package io.oras.api.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * Creates a manifest. The collections are copied.
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

  /**
   * Creates a builder of an OCI image manifest from descriptors of content that is stored already.
   * Files and bytes are pushed as an {@link io.oras.api.artifact.Artifact} instead.
   *
   * <pre>{@code
   * Descriptor layer = Descriptor.of(MediaType.OCTET_STREAM, new byte[] {1, 2, 3});
   * ImageManifest manifest = ImageManifest.builder().layer(layer).annotation("a", "b").build();
   * }</pre>
   */
  public static Builder builder() {
    return new Builder();
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

  /** Builds an {@link ImageManifest}. Not thread safe. */
  public static final class Builder {
    private @Nullable MediaType artifactType;
    private Descriptor config = Descriptor.EMPTY_JSON;
    private final List<Descriptor> layers = new ArrayList<>();
    private Map<String, String> annotations = Map.of();
    private @Nullable Descriptor subject;

    private Builder() {}

    /** Sets the artifact type; none by default. */
    public Builder artifactType(MediaType type) {
      artifactType = Objects.requireNonNull(type, "type");
      return this;
    }

    /** Sets the config; {@link Descriptor#EMPTY_JSON} by default. */
    public Builder config(Descriptor descriptor) {
      config = Objects.requireNonNull(descriptor, "descriptor");
      return this;
    }

    /** Adds a layer. */
    public Builder layer(Descriptor descriptor) {
      layers.add(Objects.requireNonNull(descriptor, "descriptor"));
      return this;
    }

    /** Adds an annotation, which replaces an earlier one of the same key. */
    public Builder annotation(String key, String value) {
      annotations = Annotations.with(annotations, key, value);
      return this;
    }

    /**
     * Sets the manifest to which this one refers; none by default. Media type, digest and size of
     * its descriptor are kept.
     */
    public Builder subject(Descriptor descriptor) {
      subject = descriptor.plain();
      return this;
    }

    /**
     * Creates the manifest; the builder can be used further. A manifest without layers gets {@link
     * Descriptor#EMPTY_JSON} as its layer. A manifest with neither an artifact type nor a config of
     * its own gets {@link MediaType#UNKNOWN_ARTIFACT} (image-spec v1.1.1, manifest.md, "Guidelines
     * for Artifact Usage").
     */
    public ImageManifest build() {
      boolean untyped = artifactType == null && config.mediaType().equals(MediaType.OCI_EMPTY);
      return new ImageManifest(
          MediaType.OCI_MANIFEST,
          untyped ? MediaType.UNKNOWN_ARTIFACT : artifactType,
          config,
          layers.isEmpty() ? List.of(Descriptor.EMPTY_JSON) : layers,
          subject,
          annotations);
    }
  }
}
