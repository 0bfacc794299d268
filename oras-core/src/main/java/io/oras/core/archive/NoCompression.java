package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import java.io.InputStream;
import java.io.OutputStream;

/** The archive as it is. */
final class NoCompression implements CompressionProvider {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String format() {
    return "";
  }

  @Override
  public InputStream decompress(InputStream compressed) {
    return compressed;
  }

  @Override
  public OutputStream compress(OutputStream compressed) {
    return compressed;
  }
}
