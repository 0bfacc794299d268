package io.oras.api.artifact;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a push packs into a manifest: layers, a type, a config, annotations and a subject.
 *
 * <pre>{@code
 * Artifact.of(new MediaType("application/vnd.example.report"), Layer.of(file))
 *     .withAnnotation("org.opencontainers.image.version", "1.2");
 * }</pre>
 *
 * <p>Immutable and thread safe, except that a layer of a stream can be pushed once.
 */
public final class Artifact {
  private final @Nullable MediaType type;
  private final @Nullable Layer config;
  private final List<Layer> layers;
  private final Map<String, String> annotations;
  private final @Nullable Descriptor subject;

  private Artifact(
      @Nullable MediaType type,
      @Nullable Layer config,
      List<Layer> layers,
      Map<String, String> annotations,
      @Nullable Descriptor subject) {
    this.type = type;
    this.config = config;
    this.layers = List.copyOf(layers);
    this.annotations = Annotations.copyOf(annotations);
    this.subject = subject;
  }

  /**
   * Creates an artifact without a type. A push gives it {@link MediaType#UNKNOWN_ARTIFACT}; an
   * attached artifact needs a type.
   */
  public static Artifact of(Layer... layers) {
    return new Artifact(null, null, List.of(layers), Map.of(), null);
  }

  /** Creates an artifact of this type. */
  public static Artifact of(MediaType type, Layer... layers) {
    return of(type, List.of(layers));
  }

  /** Creates an artifact of this type. */
  public static Artifact of(MediaType type, List<Layer> layers) {
    return new Artifact(Objects.requireNonNull(type, "type"), null, layers, Map.of(), null);
  }

  /** Returns this artifact with another type. */
  public Artifact withType(MediaType replacement) {
    return new Artifact(
        Objects.requireNonNull(replacement, "type"), config, layers, annotations, subject);
  }

  /** Returns this artifact with one more layer, after the others. */
  public Artifact withLayer(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    return new Artifact(type, config, more, annotations, subject);
  }

  /** Returns this artifact with these layers in place of all others. */
  public Artifact withLayers(List<Layer> replacement) {
    return new Artifact(type, config, replacement, annotations, subject);
  }

  /** Returns this artifact with another config. The title of the config is optional. */
  public Artifact withConfig(Layer replacement) {
    return new Artifact(
        type, Objects.requireNonNull(replacement, "config"), layers, annotations, subject);
  }

  /** Returns this artifact with an annotation of the manifest; it replaces one of the same key. */
  public Artifact withAnnotation(String key, String value) {
    return withAnnotations(Annotations.with(annotations, key, value));
  }

  /** Returns this artifact with these annotations of the manifest in place of all others. */
  public Artifact withAnnotations(Map<String, String> replacement) {
    return new Artifact(type, config, layers, replacement, subject);
  }

  /** Returns this artifact as a referrer of the manifest with this descriptor. */
  public Artifact withSubject(Descriptor replacement) {
    return new Artifact(
        type, config, layers, annotations, Objects.requireNonNull(replacement, "subject"));
  }

  /** Returns the type, if the artifact has one. */
  public Optional<MediaType> type() {
    return Optional.ofNullable(type);
  }

  /** Returns the layers in their order. */
  public List<Layer> layers() {
    return layers;
  }

  /** Returns the config; without one, a push writes the empty config. */
  public Optional<Layer> config() {
    return Optional.ofNullable(config);
  }

  /** Returns the annotations of the manifest. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** Returns the manifest that this artifact refers to. */
  public Optional<Descriptor> subject() {
    return Optional.ofNullable(subject);
  }

  /** Returns the type and the layers. */
  @Override
  public String toString() {
    return "Artifact[" + (type == null ? "no type" : type) + ", " + layers + "]";
  }
}
