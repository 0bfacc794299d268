package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.function.Function;

/** The compressions that core does itself, and how to tell which one some bytes have. */
public final class Compressions {
  /** gzip, the default for folders. */
  public static final CompressionProvider GZIP = new GzipCompression();

  /** A plain tar. */
  public static final CompressionProvider NONE = new NoCompression();

  private static final int MAGIC = 4;

  private Compressions() {}

  /**
   * Decompresses by what the bytes say, since the {@code oras} command lets a folder have any media
   * type.
   *
   * @param others finds what core does not do itself, such as {@code zstd}
   */
  static InputStream decompress(InputStream packed, Function<String, CompressionProvider> others)
      throws IOException {
    PushbackInputStream in = new PushbackInputStream(packed, MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.unread(magic);
    return provider(magic, others).decompress(in);
  }

  private static CompressionProvider provider(
      byte[] magic, Function<String, CompressionProvider> others) {
    if (starts(magic, 0x1f, 0x8b)) {
      return GZIP;
    }
    return starts(magic, 0x28, 0xb5, 0x2f, 0xfd) ? others.apply("zstd") : NONE;
  }

  private static boolean starts(byte[] magic, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (i >= magic.length || (magic[i] & 0xff) != with[i]) {
        return false;
      }
    }
    return true;
  }
}
