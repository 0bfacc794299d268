package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Compresses and decompresses in a format beside gzip, which core does itself.
 *
 * <pre>{@code
 * public final class DeflateProvider implements CompressionProvider {
 *   @Override
 *   public String name() {
 *     return "deflate";
 *   }
 *
 *   @Override
 *   public String format() {
 *     return "deflate";
 *   }
 *
 *   @Override
 *   public OutputStream compress(OutputStream out) {
 *     return new java.util.zip.DeflaterOutputStream(out);
 *   }
 *
 *   @Override
 *   public InputStream decompress(InputStream in) {
 *     return new java.util.zip.InflaterInputStream(in);
 *   }
 * }
 * }</pre>
 */
public interface CompressionProvider extends Prioritized {
  /** Returns the suffix in media types, such as {@code zstd} in {@code …tar+zstd}. */
  String format();

  /** Returns a stream of the decompressed bytes. Closing the stream closes {@code compressed}. */
  InputStream decompress(InputStream compressed) throws IOException;

  /**
   * Returns a stream that compresses into {@code compressed}. Closing the stream closes {@code
   * compressed}.
   */
  OutputStream compress(OutputStream compressed) throws IOException;
}
