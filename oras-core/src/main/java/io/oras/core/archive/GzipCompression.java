package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

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
    return new GZIPInputStream(new Patient(compressed), BUFFER);
  }

  @Override
  public OutputStream compress(OutputStream compressed) throws IOException {
    return new BlockGzipOutputStream(compressed);
  }

  /**
   * Before JDK 23 a gzip stream ends after the first member when nothing more is available at that
   * moment, which a network decides (JDK-7036144).
   */
  private static final class Patient extends FilterInputStream {
    Patient(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
