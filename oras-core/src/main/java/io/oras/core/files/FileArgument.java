package io.oras.core.files;

import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder as the {@code oras} command takes it: {@code path[:mediatype]}. Immutable.
 *
 * <pre>{@code
 * FileArgument argument = FileArgument.parse("report.json:application/json", Path.of("."));
 * Artifact report = Artifact.of(argument.layer(Path.of(".")));
 * }</pre>
 */
public final class FileArgument {
  private final Path path;
  private final @Nullable MediaType mediaType;

  private FileArgument(Path path, @Nullable MediaType mediaType) {
    this.path = path;
    this.mediaType = mediaType;
  }

  /**
   * Reads an argument. If a file with the whole text as its name exists, the text is the path;
   * otherwise the text after the last colon is the media type. On Windows the colon after a drive
   * letter does not count. The media type is taken as it was typed, as by the {@code oras} command.
   *
   * @param baseDir the folder against which a relative path is resolved
   * @throws IllegalArgumentException if the path is empty
   */
  public static FileArgument parse(String text, Path baseDir) {
    int colon = text.lastIndexOf(':');
    boolean drive = File.separatorChar == '\\' && colon == 1 && Character.isLetter(text.charAt(0));
    if (colon < 0 || drive || exists(baseDir, text)) {
      return new FileArgument(Path.of(text), null);
    }
    if (colon == 0) {
      throw new IllegalArgumentException(
          "found empty file path in \"" + text + "\"; expected path[:mediatype]");
    }
    String type = text.substring(colon + 1);
    return new FileArgument(
        Path.of(text.substring(0, colon)), type.isEmpty() ? null : MediaType.read(type));
  }

  private static boolean exists(Path baseDir, String text) {
    try {
      return Files.exists(baseDir.resolve(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns the path as given. */
  public Path path() {
    return path;
  }

  /** Returns the media type; empty if the argument has none. */
  public Optional<MediaType> mediaType() {
    return Optional.ofNullable(mediaType);
  }

  /**
   * Returns the file or folder as a layer. Its title is {@link #title()}.
   *
   * @param baseDir the folder against which a relative path is resolved
   * @throws NoSuchFileException if there is no such file or folder
   */
  public Layer layer(Path baseDir) throws IOException {
    Path file = baseDir.resolve(path);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Layer layer = Layer.of(file).withTitle(title());
    return mediaType == null ? layer : layer.withMediaType(mediaType);
  }

  /** Returns the normalised path, with {@code /} on every system; {@code .} for the base folder. */
  public String title() {
    String cleaned = path.normalize().toString().replace('\\', '/');
    return cleaned.isEmpty() ? "." : cleaned;
  }

  /** Compares path and media type. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileArgument that
        && path.equals(that.path)
        && Objects.equals(mediaType, that.mediaType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, mediaType);
  }

  /** Returns the argument as {@link #parse} reads it. */
  @Override
  public String toString() {
    return mediaType == null ? path.toString() : path + ":" + mediaType;
  }
}
