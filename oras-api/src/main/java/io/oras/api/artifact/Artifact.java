package io.oras.api.artifact;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is pushed: layers, a config, a type.
 *
 * @param artifactType what kind of artifact it is, or null for the packer's default
 * @param config the config, or null for the empty one
 * @param layers in order
 * @param annotations of the manifest
 * @param subject the manifest to which this one refers, or null
 */
public record Artifact(
    @Nullable MediaType artifactType,
    @Nullable Layer config,
    List<Layer> layers,
    Map<String, String> annotations,
    @Nullable Descriptor subject) {

  /** Copies the collections. */
  public Artifact {
    layers = List.copyOf(layers);
    annotations = Annotations.copyOf(annotations);
  }

  /** An artifact of these layers. */
  public static Artifact of(Layer... layers) {
    return new Artifact(null, null, List.of(layers), Map.of(), null);
  }

  /** This artifact as another type. */
  public Artifact as(@Nullable MediaType replacement) {
    return new Artifact(replacement, config, layers, annotations, subject);
  }

  /** This artifact with another config, or the empty one. */
  public Artifact withConfig(@Nullable Layer replacement) {
    return new Artifact(artifactType, replacement, layers, annotations, subject);
  }

  /** This artifact with other annotations. */
  public Artifact annotated(Map<String, String> replacement) {
    return new Artifact(artifactType, config, layers, replacement, subject);
  }

  /** This artifact referring to another manifest, or to none. */
  public Artifact withSubject(@Nullable Descriptor replacement) {
    return new Artifact(artifactType, config, layers, annotations, replacement);
  }
}
