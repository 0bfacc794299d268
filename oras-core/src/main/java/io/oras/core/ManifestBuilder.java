package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.document.OciJson;
import io.oras.core.document.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds an image manifest from descriptors of content that is elsewhere, by the rules of
 * image-spec v1.1.1. For one thread.
 *
 * <p>Who has files rather than descriptors pushes an {@link io.oras.api.artifact.Artifact}.
 */
public final class ManifestBuilder {
  private @Nullable MediaType artifactType;
  private Descriptor config = Descriptor.EMPTY_JSON;
  private final List<Descriptor> layers = new ArrayList<>();
  private Map<String, String> annotations = Map.of();
  private @Nullable Descriptor subject;

  /** A manifest without layers, with the empty config. */
  public ManifestBuilder() {}

  /** What kind of artifact it is. */
  public ManifestBuilder artifactType(MediaType type) {
    artifactType = type;
    return this;
  }

  /** The config; {@link Descriptor#EMPTY_JSON} by default. */
  public ManifestBuilder config(Descriptor descriptor) {
    config = descriptor;
    return this;
  }

  /** One more layer. */
  public ManifestBuilder layer(Descriptor descriptor) {
    layers.add(descriptor);
    return this;
  }

  /** One more annotation, in the place of an earlier one of that key. */
  public ManifestBuilder annotation(String key, String value) {
    annotations = Annotations.with(annotations, key, value);
    return this;
  }

  /** The manifest to which this one refers; of its descriptor, the required fields are kept. */
  public ManifestBuilder subject(Descriptor descriptor) {
    subject = descriptor.plain();
    return this;
  }

  /**
   * The manifest with its bytes. Where it has no layer, it gets the empty one, and where neither
   * config nor artifact type say what it is, {@link MediaType#UNKNOWN_ARTIFACT}: {@link
   * Schema#MANIFEST} asks for both.
   */
  public RawManifest build() {
    boolean untyped = artifactType == null && config.mediaType().equals(MediaType.OCI_EMPTY);
    return OciJson.encode(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            untyped ? MediaType.UNKNOWN_ARTIFACT : artifactType,
            config,
            layers.isEmpty() ? List.of(Descriptor.EMPTY_JSON) : layers,
            subject,
            annotations));
  }
}
