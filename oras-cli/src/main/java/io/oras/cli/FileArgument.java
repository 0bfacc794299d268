package io.oras.cli;

import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file argument, {@code file[:type]}. A name that holds a colon ends with one.
 *
 * @param text the file as it was given
 * @param type its media type, or null
 */
record FileArgument(String text, @Nullable MediaType type) {
  static FileArgument parse(String argument) {
    int colon = argument.lastIndexOf(':');
    boolean drive = colon == 1 && Character.isLetter(argument.charAt(0));
    if (colon < 0 || drive) {
      return new FileArgument(argument, null);
    }
    String type = argument.substring(colon + 1);
    return new FileArgument(
        argument.substring(0, colon), type.isEmpty() ? null : new MediaType(type));
  }

  /** The layer, titled with the cleaned path. */
  Layer layer(World world, boolean pathValidation) throws IOException {
    if (pathValidation && Path.of(text).isAbsolute()) {
      throw new UsageException(
          "absolute file paths are insecure and not recommended. If it's intentional, use"
              + " --disable-path-validation flag to skip this check: "
              + text);
    }
    Path path = world.resolve(text);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Layer layer = Files.isDirectory(path) ? Layer.ofFolder(path) : Layer.ofFile(path);
    return layer.as(type).titled(title());
  }

  /** The config: the same without a title. */
  Layer config(World world) throws IOException {
    return layer(world, false).titled(null);
  }

  String title() {
    return Path.of(text).normalize().toString().replace('\\', '/');
  }
}
