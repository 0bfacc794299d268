package io.oras.api.artifact;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Annotations;
import io.oras.api.model.MediaType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes into an artifact: a file, a folder, bytes or a stream.
 *
 * @param content where the bytes come from
 * @param mediaType what it is, or null for the default of its kind: {@link MediaType#OCI_LAYER},
 *     for a folder {@link MediaType#OCI_LAYER_GZIP}
 * @param title the name under which it is restored on pull, a relative path with {@code /}; or null
 * @param annotations of its descriptor, without the title
 */
public record Layer(
    Content content,
    @Nullable MediaType mediaType,
    @Nullable String title,
    Map<String, String> annotations) {

  /** Where a layer's bytes come from. */
  public sealed interface Content permits Bytes, Folder, OneShot {}

  /** Bytes that can be opened again, and whose length is known: a file, an array. */
  public record Bytes(ContentSource source) implements Content {}

  /** A folder, packed as a reproducible archive. */
  public record Folder(Path path) implements Content {}

  /** A stream of unknown length that can be read once; whoever packs it closes it. */
  public record OneShot(InputStream stream) implements Content {}

  /** Copies the annotations. */
  public Layer {
    Objects.requireNonNull(content, "content");
    annotations = Annotations.copyOf(annotations);
  }

  /** A file, titled with its name. */
  public static Layer ofFile(Path file) {
    return new Layer(
        new Bytes(ContentSource.ofFile(file)), null, String.valueOf(file.getFileName()), Map.of());
  }

  /** A folder, titled with its name. */
  public static Layer ofFolder(Path folder) {
    return new Layer(new Folder(folder), null, String.valueOf(folder.getFileName()), Map.of());
  }

  /** Bytes without a title. */
  public static Layer ofBytes(byte[] content) {
    return new Layer(new Bytes(ContentSource.ofBytes(content)), null, null, Map.of());
  }

  /** A stream without a title, of unknown length, read once and closed. */
  public static Layer ofStream(InputStream stream) {
    return new Layer(new OneShot(stream), null, null, Map.of());
  }

  /** This layer as another media type. */
  public Layer as(@Nullable MediaType replacement) {
    return new Layer(content, replacement, title, annotations);
  }

  /** This layer with another title, or none. */
  public Layer titled(@Nullable String replacement) {
    return new Layer(content, mediaType, replacement, annotations);
  }

  /** This layer with other annotations. */
  public Layer annotated(Map<String, String> replacement) {
    return new Layer(content, mediaType, title, replacement);
  }
}
