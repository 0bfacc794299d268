package io.oras.api.artifact;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Annotations;
import io.oras.api.model.MediaType;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer or the config of an {@link Artifact}: a file, a folder, bytes or a stream. Exactly one of
 * {@link #path}, {@link #content} and {@link #stream} has a value.
 *
 * <pre>{@code
 * Layer report = Layer.of(Path.of("report.html")).withMediaType(new MediaType("text/html"));
 * Layer status = Layer.ofText("passed").withTitle("status.txt");
 * app.push("v1", Artifact.of(report, status));
 * }</pre>
 *
 * <p>Immutable and thread safe, except that a stream can be read once.
 */
public final class Layer {
  private final Source source;
  private final @Nullable MediaType mediaType;
  private final @Nullable String title;
  private final Map<String, String> annotations;

  /** Where the bytes come from: one of path, content and stream. */
  private record Source(
      @Nullable Path path,
      boolean folder,
      @Nullable ContentSource content,
      @Nullable InputStream stream) {}

  private Layer(
      Source source,
      @Nullable MediaType mediaType,
      @Nullable String title,
      Map<String, String> annotations) {
    this.source = source;
    this.mediaType = mediaType;
    this.title = title;
    this.annotations = Annotations.copyOf(annotations);
  }

  /**
   * Returns the layer of a file or of a folder, which is packed as a reproducible tar archive. The
   * title is the last name of the path.
   *
   * <p>Whether the path is a file or a folder is found out now; the content is read by the push. A
   * push refuses a path that does not exist before it sends a request.
   */
  public static Layer of(Path fileOrFolder) {
    Path name = fileOrFolder.toAbsolutePath().normalize().getFileName();
    return new Layer(
        new Source(fileOrFolder, Files.isDirectory(fileOrFolder), null, null),
        null,
        name == null ? null : name.toString(),
        Map.of());
  }

  /** Returns the layer of this content, without a title. */
  public static Layer of(ContentSource content) {
    Source source = new Source(null, false, Objects.requireNonNull(content, "content"), null);
    return new Layer(source, null, null, Map.of());
  }

  /** Returns the layer of these bytes, which are copied, without a title. */
  public static Layer ofBytes(byte[] content) {
    return of(ContentSource.ofBytes(content));
  }

  /** Returns the layer of this text in UTF-8, without a title. */
  public static Layer ofText(String content) {
    return ofBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the layer of a stream of unknown length, without a title. The push reads the stream
   * once and closes it.
   */
  public static Layer ofStream(InputStream once) {
    Source source = new Source(null, false, null, Objects.requireNonNull(once, "stream"));
    return new Layer(source, null, null, Map.of());
  }

  /**
   * Returns this layer with another title: the name of the file or folder after a pull, a relative
   * path with {@code /} as separator.
   */
  public Layer withTitle(String replacement) {
    return new Layer(source, mediaType, Objects.requireNonNull(replacement, "title"), annotations);
  }

  /** Returns this layer without a title; a pull then leaves it out. */
  public Layer withoutTitle() {
    return new Layer(source, mediaType, null, annotations);
  }

  /** Returns this layer with another media type. */
  public Layer withMediaType(MediaType replacement) {
    return new Layer(source, Objects.requireNonNull(replacement, "mediaType"), title, annotations);
  }

  /** Returns this layer with an annotation of its descriptor. */
  public Layer withAnnotation(String key, String value) {
    return withAnnotations(Annotations.with(annotations, key, value));
  }

  /** Returns this layer with these annotations of its descriptor in place of all others. */
  public Layer withAnnotations(Map<String, String> replacement) {
    return new Layer(source, mediaType, title, replacement);
  }

  /** Returns the title, if the layer has one. */
  public Optional<String> title() {
    return Optional.ofNullable(title);
  }

  /**
   * Returns the media type, if one was given. Defaults: {@link MediaType#OCI_LAYER_GZIP} for a
   * folder, {@link MediaType#OCI_LAYER} for any other layer, {@link MediaType#UNKNOWN_CONFIG} for a
   * config.
   */
  public Optional<MediaType> mediaType() {
    return Optional.ofNullable(mediaType);
  }

  /** Returns the annotations of the descriptor, without the title. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** Returns the path of the file or folder. */
  public Optional<Path> path() {
    return Optional.ofNullable(source.path);
  }

  /** Returns whether {@link #path} was a folder when the layer was created. */
  public boolean isFolder() {
    return source.folder;
  }

  /** Returns the content, which can be opened more than once. */
  public Optional<ContentSource> content() {
    return Optional.ofNullable(source.content);
  }

  /** Returns the stream, which can be read once. */
  public Optional<InputStream> stream() {
    return Optional.ofNullable(source.stream);
  }

  /** Returns where the bytes come from. */
  @Override
  public String toString() {
    if (source.path != null) {
      return source.path.toString();
    }
    if (source.content == null) {
      return "a stream";
    }
    return source.content.file().map(Path::toString).orElse("content in memory");
  }
}
