package io.oras.core.archive;

import io.oras.api.spi.CompressionProvider;
import io.oras.core.stream.ContentStream;
import io.oras.core.stream.StreamObserver;
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
    Source source = new Source();
    InputStream observed = ContentStream.of(packed, source);
    PushbackInputStream in = new PushbackInputStream(observed, MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.unread(magic);
    try {
      return ContentStream.of(
          provider(magic, others).decompress(in), StreamObserver.onFailure(source::cause));
    } catch (IOException e) {
      throw source.cause(e);
    }
  }

  /** Tells failures of the compressed content, which are no fault of the compression. */
  private static final class Source implements StreamObserver {
    private @Nullable IOException failure;

    @Override
    public void bytes(byte[] buffer, int offset, int count) {
      // Only failures matter.
    }

    @Override
    public IOException failure(IOException thrown) {
      failure = thrown;
      return thrown;
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
