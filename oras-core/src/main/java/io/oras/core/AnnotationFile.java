package io.oras.core;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Annotations;
import io.oras.api.model.MediaType;
import io.oras.core.document.OciJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of annotations as the {@code oras} command takes it: a JSON object of objects, {@code
 * $manifest} and {@code $config} for those, any other name for the layer of that title.
 *
 * @param manifest of the manifest
 * @param config of the config's descriptor
 * @param layers of descriptors, by title
 */
public record AnnotationFile(
    Map<String, String> manifest,
    Map<String, String> config,
    Map<String, Map<String, String>> layers) {
  /** The section of the manifest. */
  public static final String MANIFEST = "$manifest";

  /** The section of the config. */
  public static final String CONFIG = "$config";

  /** No annotations. */
  public static final AnnotationFile EMPTY = new AnnotationFile(Map.of(), Map.of(), Map.of());

  private static final int MAX_SIZE = 4 << 20;

  /** Copies the maps. */
  public AnnotationFile {
    manifest = Annotations.copyOf(manifest);
    config = Annotations.copyOf(config);
    Map<String, Map<String, String>> copies = new LinkedHashMap<>();
    layers.forEach((title, annotations) -> copies.put(title, Annotations.copyOf(annotations)));
    layers = Map.copyOf(copies);
  }

  /**
   * Reads a file of at most 4 MiB.
   *
   * @throws IllegalArgumentException when it is no JSON object of objects of strings
   */
  public static AnnotationFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_SIZE) {
      throw new IllegalArgumentException(file + " is longer than " + MAX_SIZE + " bytes");
    }
    String what = file.toString();
    Map<String, Map<String, String>> all = new HashMap<>();
    object(OciJson.values(Files.readAllBytes(file), what), what)
        .forEach((name, value) -> all.put(name, strings(value, what + ": " + name)));
    return of(all);
  }

  private static AnnotationFile of(Map<String, Map<String, String>> sections) {
    Map<String, Map<String, String>> layers = new LinkedHashMap<>(sections);
    Map<String, String> manifest = layers.remove(MANIFEST);
    Map<String, String> config = layers.remove(CONFIG);
    return new AnnotationFile(
        manifest == null ? Map.of() : manifest, config == null ? Map.of() : config, layers);
  }

  /** The annotations of a section; none when it is not there. */
  public Map<String, String> section(String name) {
    return switch (name) {
      case MANIFEST -> manifest;
      case CONFIG -> config;
      default -> layers.getOrDefault(name, Map.of());
    };
  }

  /** These annotations with one more, in the place of an earlier one of that section and key. */
  public AnnotationFile with(String section, String key, String value) {
    Map<String, Map<String, String>> all = new HashMap<>(layers);
    all.put(MANIFEST, manifest);
    all.put(CONFIG, config);
    all.put(section, Annotations.with(section(section), key, value));
    return of(all);
  }

  private static Map<String, String> strings(@Nullable Object value, String what) {
    Map<String, String> strings = new LinkedHashMap<>();
    object(value, what)
        .forEach(
            (name, member) -> {
              if (!(member instanceof String text)) {
                throw new IllegalArgumentException(what + "." + name + ": expected a string");
              }
              strings.put(name, text);
            });
    return strings;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(what + ": expected a JSON object");
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put(String.valueOf(name), member));
    return members;
  }

  /**
   * The artifact with these annotations besides its own; a layer's {@code
   * org.opencontainers.image.title} becomes its title.
   */
  public Artifact applyTo(Artifact artifact) {
    List<Layer> annotated = artifact.layers().stream().map(this::annotated).toList();
    Layer old = artifact.config();
    MediaType type = artifact.artifactType();
    if (old == null && !config.isEmpty()) {
      // The config that there would be without these annotations (image-spec v1.1.1, manifest.md).
      old = Layer.ofBytes(new byte[] {'{', '}'}).as(MediaType.OCI_EMPTY);
      type = type == null ? MediaType.UNKNOWN_ARTIFACT : type;
    }
    return new Artifact(
        type,
        old == null ? null : old.annotated(merged(old.annotations(), config)),
        annotated,
        merged(artifact.annotations(), manifest),
        artifact.subject());
  }

  private Layer annotated(Layer layer) {
    String title = layer.title();
    Map<String, String> own = title == null ? null : layers.get(title);
    if (own == null) {
      return layer;
    }
    Map<String, String> rest = merged(layer.annotations(), own);
    String renamed = rest.remove(Annotations.TITLE);
    return layer.annotated(rest).titled(renamed == null ? title : renamed);
  }

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new LinkedHashMap<>(first);
    all.putAll(second);
    return all;
  }
}
