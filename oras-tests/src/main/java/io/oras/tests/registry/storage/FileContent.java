package io.oras.tests.registry.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The content of a file or of a part of a file. */
record FileContent(Path file, long size) implements Content {
  static Optional<Content> find(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(new FileContent(file, Files.size(file)))
        : Optional.empty();
  }

  @Override
  public InputStream open() throws IOException {
    return open(0);
  }

  @Override
  public InputStream open(long from) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return Channels.newInputStream(channel.position(from));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
