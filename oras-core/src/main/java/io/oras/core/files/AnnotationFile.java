package io.oras.core.files;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Annotations;
import io.oras.api.model.MediaType;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An annotation file as the {@code oras} command reads it: a JSON object of objects of strings. The
 * section {@code $manifest} holds annotations of the manifest, {@code $config} those of the config,
 * and any other name is the title of a layer.
 *
 * <pre>{@code
 * AnnotationFile annotations = AnnotationFile.read(file)
 *     .with(AnnotationFile.MANIFEST, "org.opencontainers.image.version", "1.0");
 * }</pre>
 *
 * <p>Immutable and thread safe.
 */
public final class AnnotationFile {
  /** The name of the section of the manifest. */
  public static final String MANIFEST = "$manifest";

  /** The name of the section of the config. */
  public static final String CONFIG = "$config";

  private static final AnnotationFile EMPTY = new AnnotationFile(Map.of());
  private static final int MAX_SIZE = 4 << 20;

  private final Map<String, Map<String, String>> sections;

  private AnnotationFile(Map<String, Map<String, String>> sections) {
    Map<String, Map<String, String>> copies = new LinkedHashMap<>();
    sections.forEach(
        (name, annotations) -> {
          if (!annotations.isEmpty()) {
            copies.put(name, Annotations.copyOf(annotations));
          }
        });
    this.sections = Map.copyOf(copies);
  }

  /** Returns an annotation file without annotations. */
  public static AnnotationFile empty() {
    return EMPTY;
  }

  /**
   * Reads a file of at most 4 MiB.
   *
   * @throws IllegalArgumentException if the file is larger, or is no JSON object of objects of
   *     strings; the message names the file and the section
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   */
  public static AnnotationFile read(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      // Not by the size of the file: a pipe has none, and a file may grow meanwhile.
      content = in.readNBytes(MAX_SIZE + 1);
    }
    if (content.length > MAX_SIZE) {
      throw new IllegalArgumentException(file + " is longer than " + MAX_SIZE + " bytes");
    }
    String what = file.toString();
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    parse(content, what)
        .forEach((name, value) -> sections.put(name, strings(value, what + ": " + name)));
    return new AnnotationFile(sections);
  }

  private static JsonObject parse(byte[] content, String what) {
    try {
      return JsonDocument.parseObject(content, what);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Map<String, String> strings(JsonValue section, String what) {
    if (!(JsonDocument.lastValue(section) instanceof JsonObject members)) {
      throw new IllegalArgumentException(what + ": expected a JSON object");
    }
    Map<String, String> strings = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          if (!(JsonDocument.lastValue(member) instanceof JsonString text)) {
            throw new IllegalArgumentException(what + "." + name + ": expected a string");
          }
          strings.put(name, text.getString());
        });
    return strings;
  }

  /** Returns the annotations of a section, unmodifiable; empty if there is no such section. */
  public Map<String, String> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  /** Returns a copy with one annotation added to a section, or replaced in it. */
  public AnnotationFile with(String section, String key, String value) {
    return with(section, Annotations.with(section(section), key, value));
  }

  private AnnotationFile with(String section, Map<String, String> annotations) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>(sections);
    all.put(section, annotations);
    return new AnnotationFile(all);
  }

  /** Returns a copy with other sections than those of manifest and config. */
  AnnotationFile withLayers(Map<String, Map<String, String>> layers) {
    return new AnnotationFile(layers)
        .with(MANIFEST, section(MANIFEST))
        .with(CONFIG, section(CONFIG));
  }

  /**
   * Returns the artifact with these annotations in addition to its own. The annotation {@code
   * org.opencontainers.image.title} of a layer becomes the title of the layer.
   */
  public Artifact applyTo(Artifact artifact) {
    List<Layer> annotated = artifact.layers().stream().map(this::annotated).toList();
    Map<String, String> config = section(CONFIG);
    Artifact result = artifact.withLayers(annotated);
    Layer old = artifact.config().orElse(null);
    if (old == null && !config.isEmpty()) {
      // The config that there would be without these annotations (image-spec v1.1.1, manifest.md).
      old = Layer.ofText("{}").withMediaType(MediaType.OCI_EMPTY);
      result = result.withType(artifact.type().orElse(MediaType.UNKNOWN_ARTIFACT));
    }
    if (old != null) {
      result = result.withConfig(old.withAnnotations(merged(old.annotations(), config)));
    }
    return result.withAnnotations(merged(artifact.annotations(), section(MANIFEST)));
  }

  private Layer annotated(Layer layer) {
    String title = layer.title().orElse("");
    Map<String, String> own = section(title);
    if (layer.title().isEmpty() || own.isEmpty() || isReserved(title)) {
      return layer;
    }
    Map<String, String> rest = merged(layer.annotations(), own);
    String renamed = rest.remove(Annotations.TITLE);
    return layer.withAnnotations(rest).withTitle(renamed == null ? title : renamed);
  }

  private static boolean isReserved(String title) {
    return MANIFEST.equals(title) || CONFIG.equals(title);
  }

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
    Map<String, String> all = new LinkedHashMap<>(first);
    all.putAll(second);
    return all;
  }

  /** Compares the sections that have annotations. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AnnotationFile that && sections.equals(that.sections);
  }

  @Override
  public int hashCode() {
    return sections.hashCode();
  }

  /** Returns the sections. */
  @Override
  public String toString() {
    return sections.toString();
  }
}
