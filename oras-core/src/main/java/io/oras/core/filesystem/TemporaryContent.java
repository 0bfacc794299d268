package io.oras.core.filesystem;

import io.oras.core.function.IoConsumer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file of the temporary folder of the JVM that only its owner may enter. The file is
 * removed when the stream is closed.
 */
public final class TemporaryContent extends FilterInputStream {
  private final Path folder;

  private TemporaryContent(InputStream in, Path folder) {
    super(in);
    this.folder = folder;
  }

  /** Lets the writer create a file, and opens the file. If that fails, no file is left. */
  public static InputStream of(IoConsumer<Path> writer) throws IOException {
    Path folder = Files.createTempDirectory("oras-");
    try {
      Path file = folder.resolve("content");
      writer.accept(file);
      return new TemporaryContent(
          Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), folder);
    } catch (Throwable e) {
      try {
        FolderTree.delete(folder);
      } catch (IOException deleting) {
        e.addSuppressed(deleting);
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      FolderTree.delete(folder);
    }
  }
}
