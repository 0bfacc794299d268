package io.oras.core;

import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder as people write it: {@code path[:mediatype]}.
 *
 * @param path as it was given
 * @param mediaType null for the default of its kind
 */
public record FileArgument(Path path, @Nullable MediaType mediaType) {
  /**
   * Reads the text. Where a file has that very name, all of it is the path; otherwise what follows
   * the last colon is the media type. On Windows the colon of a drive does not count. The media
   * type is taken as it was typed, as by the {@code oras} command.
   *
   * @param baseDir against which a relative path is looked up
   * @throws IllegalArgumentException when there is no path
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

  /**
   * The file or folder as layer, titled with its cleaned path as the {@code oras} command does it.
   *
   * @param baseDir against which a relative path is resolved
   * @throws NoSuchFileException when there is none
   */
  public Layer layer(Path baseDir) throws IOException {
    Path file = baseDir.resolve(path);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Layer layer = Files.isDirectory(file) ? Layer.ofFolder(file) : Layer.ofFile(file);
    return layer.as(mediaType).titled(title());
  }

  /** The cleaned path, with {@code /} on every system; {@code .} for the working folder. */
  public String title() {
    String cleaned = path.normalize().toString().replace('\\', '/');
    return cleaned.isEmpty() ? "." : cleaned;
  }
}
