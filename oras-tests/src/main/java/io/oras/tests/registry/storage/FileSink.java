package io.oras.tests.registry.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file, which is deleted at the end of the upload. */
final class FileSink implements ContentSink {
  private final Path file;
  private final OutputStream out;
  private long size;

  FileSink(Path folder) throws IOException {
    file = Files.createTempFile(folder, "upload-", "");
    out = Files.newOutputStream(file);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
    size += length;
  }

  @Override
  public Content finish() throws IOException {
    out.close();
    return new FileContent(file, size);
  }

  @Override
  public void discard() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
