package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Compresses and decompresses folders in another format than gzip, which core does itself. A folder
 * that is pushed with a media type that ends in {@code +} and the format, such as {@code
 * application/vnd.example.tar+deflate}, is compressed by the provider for this format. A pull
 * decompresses the folder by the provider that its media type names. It recognises gzip and zstd by
 * their first bytes, whatever the media type is. Thread safe.
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
  /** Returns the format, as media types name it: {@code zstd} in {@code …tar+zstd}. */
  String format();

  /** Returns a stream of the decompressed bytes. Closing the stream closes {@code compressed}. */
  InputStream decompress(InputStream compressed) throws IOException;

  /**
   * Returns a stream that compresses into {@code compressed}. Closing the stream closes {@code
   * compressed}.
   */
  OutputStream compress(OutputStream compressed) throws IOException;
}
