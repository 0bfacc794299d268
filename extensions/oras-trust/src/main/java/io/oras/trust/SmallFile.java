package io.oras.trust;

import io.oras.api.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Files of policies and keys. They are read to a limit whatever their size is said to be: that of a
 * device is 0.
 */
final class SmallFile {
  private static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /**
   * Returns the content of a file.
   *
   * @throws ConfigurationException if the file is larger than 1 MiB
   */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ConfigurationException(
            file.toString(), null, "has more than " + MAX_BYTES + " bytes", null);
      }
      return content;
    }
  }

  /** Returns the path that a document names. */
  static Path path(String text, String key) throws InvalidDocumentException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidDocumentException(key, "is no path of a file");
    }
  }
}
