package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import io.oras.core.stream.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

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
   * @return a stream that throws a {@link ZipException} or an {@link EOFException} if the content
   *     is broken, whatever the provider throws
   */
  static InputStream decompress(InputStream packed, Function<String, CompressionProvider> others)
      throws IOException {
    Source source = new Source(packed);
    PushbackInputStream in = new PushbackInputStream(source, MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.unread(magic);
    try {
      return new Decompressed(provider(magic, others).decompress(in), source);
    } catch (IOException e) {
      throw source.cause(e);
    }
  }

  /** The compressed content, whose own failures are no fault of the compression. */
  private static final class Source extends BlockInputStream {
    private @Nullable IOException failure;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        return in.read(b, off, len);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    IOException cause(IOException thrown) {
      if (failure != null) {
        return failure;
      }
      if (thrown instanceof ZipException || thrown instanceof EOFException) {
        return thrown;
      }
      ZipException broken = new ZipException(thrown.getMessage());
      broken.initCause(thrown);
      return broken;
    }
  }

  private static final class Decompressed extends BlockInputStream {
    private final Source source;

    Decompressed(InputStream in, Source source) {
      super(in);
      this.source = source;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        return in.read(b, off, len);
      } catch (IOException e) {
        throw source.cause(e);
      }
    }
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

  /** The archive as it is. */
  static final class NoCompression implements CompressionProvider {
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

  /** gzip, of the JDK. */
  static final class GzipCompression implements CompressionProvider {
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
}
