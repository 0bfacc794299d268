package io.oras.core.pack;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.filesystem.PathRules;
import io.oras.core.options.ImageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a manifest of an artifact: the same bytes as the {@code oras} command makes of the same
 * input (oras-go v2.6, {@code PackManifest}).
 *
 * @param codec writes the manifest
 */
public record Packer(ManifestCodec codec, LayerReader layers) {
  private static final byte[] EMPTY_JSON = {'{', '}'};

  /**
   * Packs; every layer is read once, and can then be fetched from the reader's source.
   *
   * @param created for the annotation, unless the artifact has it
   * @throws IllegalArgumentException when the specification does not allow what the artifact says,
   *     or {@link #check} refuses the artifact
   * @throws IOException when a layer cannot be read
   */
  public RawManifest pack(Artifact artifact, ImageSpec spec, Instant created) throws IOException {
    check(artifact, artifact.subject().isPresent());
    Map<String, String> annotations = withCreated(artifact.annotations(), created);
    Layer configLayer = artifact.config().orElse(null);
    @Nullable Descriptor config =
        configLayer == null ? null : embedded(layers.read(configLayer, MediaType.UNKNOWN_CONFIG));
    List<Descriptor> descriptors = new ArrayList<>();
    for (Layer layer : artifact.layers()) {
      descriptors.add(layers.read(layer, MediaType.OCI_LAYER));
    }
    ImageManifest manifest =
        switch (spec) {
          case V1_0 -> packV10(artifact, config, descriptors, annotations);
          case V1_1 -> packV11(artifact, config, descriptors, annotations);
        };
    return layers.source().add(codec.write(manifest));
  }

  /**
   * Refuses what no push could send, without reading any content.
   *
   * @param attached whether the artifact is or becomes a referrer
   * @throws IllegalArgumentException if two layers have the same title, or a referrer has no type
   * @throws NoSuchFileException if a file or folder does not exist
   */
  public static void check(Artifact artifact, boolean attached) throws NoSuchFileException {
    requireDistinctTitles(artifact.layers());
    if (attached && artifact.type().isEmpty() && !typedByConfig(artifact)) {
      throw new IllegalArgumentException(
          "an attached artifact needs a type, as in Artifact.of(type, layers);"
              + " MediaType.UNKNOWN_ARTIFACT stands for an unknown type");
    }
    for (Layer layer : artifact.layers()) {
      requirePath(layer);
    }
    if (artifact.config().isPresent()) {
      requirePath(artifact.config().get());
    }
  }

  /**
   * Without an artifact type, the config has it (distribution-spec v1.1.1, "Listing Referrers").
   */
  private static boolean typedByConfig(Artifact artifact) {
    return artifact
        .config()
        .flatMap(Layer::mediaType)
        .filter(type -> !type.equals(MediaType.OCI_EMPTY))
        .isPresent();
  }

  private static void requirePath(Layer layer) throws NoSuchFileException {
    Path path = layer.path().orElse(null);
    if (path != null && !Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  /** A pull could restore only one of two layers that have the same title. */
  private static void requireDistinctTitles(List<Layer> layers) {
    Map<List<String>, Layer> titled = new HashMap<>();
    for (Layer layer : layers) {
      String title = layer.title().orElse(layer.annotations().getOrDefault(Annotations.TITLE, ""));
      if (title.isEmpty()) {
        continue;
      }
      Layer other = titled.putIfAbsent(PathRules.parts(title), layer);
      if (other != null) {
        throw new IllegalArgumentException(
            "two layers have the title '%s': %s and %s; give one of them another title"
                .formatted(title, other, layer));
      }
    }
  }

  /** The empty config carries its content, with annotations as without. */
  private static Descriptor embedded(Descriptor config) {
    return config.sameContent(Descriptor.EMPTY_JSON)
        ? config.withData(Descriptor.EMPTY_JSON.data())
        : config;
  }

  private ImageManifest packV10(
      Artifact artifact,
      @Nullable Descriptor given,
      List<Descriptor> descriptors,
      Map<String, String> annotations) {
    if (artifact.subject().isPresent()) {
      throw new IllegalArgumentException(
          "a subject needs image-spec v1.1, but the manifest uses v1.0");
    }
    MediaType type = artifact.type().orElse(null);
    Descriptor config =
        given != null ? given : empty(type == null ? MediaType.UNKNOWN_CONFIG : type);
    return new ImageManifest(MediaType.OCI_MANIFEST, null, config, descriptors, null, annotations);
  }

  private ImageManifest packV11(
      Artifact artifact,
      @Nullable Descriptor given,
      List<Descriptor> descriptors,
      Map<String, String> annotations) {
    MediaType type = artifact.type().orElse(null);
    if (given == null && type == null) {
      type = MediaType.UNKNOWN_ARTIFACT;
    }
    if (given != null && type == null && given.mediaType().equals(MediaType.OCI_EMPTY)) {
      throw new IllegalArgumentException(
          "an artifact with the config type " + MediaType.OCI_EMPTY + " needs an artifact type");
    }
    return new ImageManifest(
        MediaType.OCI_MANIFEST,
        type,
        given != null ? given : emptyJson(),
        descriptors.isEmpty() ? List.of(emptyJson()) : descriptors,
        artifact.subject().orElse(null),
        annotations);
  }

  private Descriptor emptyJson() {
    return layers.source().add(Descriptor.EMPTY_JSON, ContentSource.ofBytes(EMPTY_JSON));
  }

  private Descriptor empty(MediaType type) {
    return layers.source().add(Descriptor.of(type, EMPTY_JSON), ContentSource.ofBytes(EMPTY_JSON));
  }

  private static Map<String, String> withCreated(Map<String, String> annotations, Instant created) {
    String given = annotations.get(Annotations.CREATED);
    if (given == null) {
      return Annotations.with(
          annotations, Annotations.CREATED, created.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    try {
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(given);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the annotation %s is a time of RFC 3339, such as 2000-01-01T00:00:00Z, got '%s'"
              .formatted(Annotations.CREATED, given),
          e);
    }
    return annotations;
  }
}
