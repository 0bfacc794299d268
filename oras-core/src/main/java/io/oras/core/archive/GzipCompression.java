package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** gzip, of the JDK. */
final class GzipCompression implements CompressionProvider {
  private static final int BUFFER = 64 << 10;

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public String format() {
    return "gzip";
  }

  @Override
  public InputStream decompress(InputStream compressed) throws IOException {
    return new GzipReader(compressed, BUFFER);
  }

  @Override
  public OutputStream compress(OutputStream compressed) throws IOException {
    return new ParallelGzipOutputStream(compressed);
  }
}
