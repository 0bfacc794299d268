package io.oras.core.archive;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that was packed into a temporary file, which is deleted when this is closed.
 *
 * @param descriptor of the layer, without a title
 * @param file holds exactly the layer's bytes
 */
public record PackedFolder(Descriptor descriptor, Path file) implements AutoCloseable {
  /** The layer's bytes, again and again until this is closed. */
  public ContentSource content() {
    return ContentSource.ofFile(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
