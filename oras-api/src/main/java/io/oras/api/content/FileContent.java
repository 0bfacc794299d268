package io.oras.api.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A regular file. Opening a pipe would wait for a writer, perhaps for ever. */
final class FileContent implements ContentSource {
  /** The one device that is read as a file: people name it for an empty config. */
  private static final String EMPTY = "/dev/null";

  private final Path path;

  FileContent(Path path) {
    this.path = path;
  }

  @Override
  public long size() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(
          path.toString(), null, "is a folder, not a file; Layer.of packs a folder");
    }
    if (attributes.isOther() && !path.toAbsolutePath().toString().equals(EMPTY)) {
      throw new FileSystemException(
          path.toString(), null, "is a pipe, a socket or a device, not a regular file");
    }
    return attributes.size();
  }

  @Override
  public InputStream open() throws IOException {
    size();
    return Files.newInputStream(path);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
