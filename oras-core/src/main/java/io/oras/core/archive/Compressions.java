package io.oras.core.archive;

import io.oras.api.error.MissingProviderException;
import io.oras.api.model.MediaType;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.stream.ContentStream;
import io.oras.core.stream.StreamObserver;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The compressions that core does itself, and the choice of the compression of a folder. */
public final class Compressions {
  /** gzip, the default for folders. */
  public static final CompressionProvider GZIP = new GzipCompression();

  /** A plain tar. */
  public static final CompressionProvider NONE = new NoCompression();

  private static final int MAGIC = 4;

  private static final String ZSTD = "zstd";

  /** The end of the media type of a plain tar. {@code +tar} says nothing: oras uses it for gzip. */
  private static final Pattern PLAIN = Pattern.compile("[./-]tar$");

  /** The end of a media type that may name a compression, as {@code .tar.gzip} or {@code +zstd}. */
  private static final Pattern SUFFIX =
      Pattern.compile("((?<=[./-])tar[.]|(?<=[./-])tar[+]|[+])([^.+]+)$");

  private Compressions() {}

  /**
   * Returns the compression for a folder that is pushed with a media type: the one that the media
   * type names, else gzip, as the {@code oras} command has it.
   *
   * @param others finds what core does not do itself, such as {@code zstd}
   * @throws MissingProviderException if the media type names a compression that is not installed
   */
  public static CompressionProvider of(
      MediaType type, Function<String, CompressionProvider> others) {
    return named(type, others).orElse(GZIP);
  }

  private static Optional<CompressionProvider> named(
      MediaType type, Function<String, CompressionProvider> others) {
    if (PLAIN.matcher(type.value()).find()) {
      return Optional.of(NONE);
    }
    Matcher suffix = SUFFIX.matcher(type.value());
    if (!suffix.find()) {
      return Optional.empty();
    }
    String format = suffix.group(2).toLowerCase(Locale.ROOT);
    if (Set.of("gzip", "gz").contains(format)) {
      return Optional.empty();
    }
    try {
      return Optional.of(others.apply(format));
    } catch (MissingProviderException e) {
      boolean isBroken = e.getCause() != null;
      if (isBroken || format.equals(ZSTD) || suffix.group(1).equals("tar+")) {
        throw e;
      }
      return Optional.empty(); // Most suffixes name no compression, for example +json.
    }
  }

  /**
   * Decompresses gzip and zstd by their first bytes, since the {@code oras} command lets a folder
   * have any media type, and other formats by the media type.
   *
   * @param others finds what core does not do itself, such as {@code zstd}
   * @return a stream that throws a {@link ZipException} or an {@link EOFException} if the content
   *     is broken, whatever the provider throws
   */
  static InputStream decompress(
      InputStream packed, MediaType type, Function<String, CompressionProvider> others)
      throws IOException {
    Source source = new Source();
    InputStream observed = ContentStream.of(packed, source);
    PushbackInputStream in = new PushbackInputStream(observed, MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.unread(magic);
    try {
      return ContentStream.of(
          provider(magic, type, others).decompress(in), StreamObserver.onFailure(source::cause));
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
      byte[] magic, MediaType type, Function<String, CompressionProvider> others) {
    if (starts(magic, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(magic)) {
      return others.apply(ZSTD);
    }
    return type.value().endsWith(ZSTD) ? NONE : named(type, others).orElse(NONE);
  }

  /** A frame of zstd without content, which may come first (RFC 8878 section 3.1.2). */
  private static boolean isSkippableFrame(byte[] magic) {
    return magic.length == MAGIC
        && (magic[0] & 0xf0) == 0x50
        && starts(magic, magic[0] & 0xff, 0x2a, 0x4d, 0x18);
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
