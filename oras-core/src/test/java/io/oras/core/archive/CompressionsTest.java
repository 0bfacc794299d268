package io.oras.core.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.MissingProviderException;
import io.oras.api.model.MediaType;
import io.oras.api.spi.CompressionProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionsTest {
  /** A compression of which only the name matters. */
  private record Named(String format) implements CompressionProvider {
    @Override
    public String name() {
      return format;
    }

    @Override
    public InputStream decompress(InputStream compressed) {
      return new ByteArrayInputStream(format.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OutputStream compress(OutputStream compressed) {
      return compressed;
    }
  }

  private static CompressionProvider installed(String format) {
    if (format.equals("zstd") || format.equals("xz")) {
      return new Named(format);
    }
    throw new MissingProviderException("no CompressionProvider for '" + format + "'");
  }

  private static CompressionProvider none(String format) {
    throw new MissingProviderException("no CompressionProvider for '" + format + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.oci.image.layer.v1.tar, ''",
    "application/vnd.cncf.model.weight.v1.tar, ''",
    "application/x-tar, ''",
    "application/vnd.oci.image.layer.v1.tar+gzip, gzip",
    "application/vnd.docker.image.rootfs.diff.tar.gzip, gzip",
    "application/vnd.example.tar+gz, gzip",
    "application/vnd.acme.rocket.docs.layer.v1+tar, gzip",
    "application/vnd.example.avatar, gzip",
    "application/vnd.example.avatar+json, gzip",
    "application/vnd.example.tar+GZIP, gzip",
    "application/vnd.example.tar+ZSTD, zstd",
    "application/vnd.example.tar.v1, gzip",
    "application/vnd.example.folder.v1+json, gzip",
    "application/vnd.example, gzip",
    "application/vnd.oci.image.layer.v1.tar+zstd, zstd",
    "application/vnd.docker.image.rootfs.diff.tar.zstd, zstd",
    "application/vnd.example.folder+zstd, zstd",
    "application/vnd.example.folder+xz, xz",
    "application/vnd.example.tar+xz, xz"
  })
  void mediaTypeOfAFolderNamesItsCompression(String type, String format) {
    assertEquals(
        format, Compressions.of(new MediaType(type), CompressionsTest::installed).format());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.example.tar+xz",
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.example.folder+zstd"
      })
  void compressionThatIsNotInstalledIsNotReplacedByAnother(String type) {
    MediaType mediaType = new MediaType(type);
    assertThrows(
        MissingProviderException.class, () -> Compressions.of(mediaType, CompressionsTest::none));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.example.folder+xz",
        "application/vnd.docker.image.rootfs.diff.tar.xz"
      })
  void compressionThatCannotBeLoadedIsNotReplacedByAnother(String type) {
    MediaType mediaType = new MediaType(type);
    MissingProviderException broken =
        new MissingProviderException("a provider cannot be loaded", new LinkageError("no library"));
    assertThrows(
        MissingProviderException.class,
        () ->
            Compressions.of(
                mediaType,
                format -> {
                  throw broken;
                }));
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.example.tar+xz, xz",
    "application/vnd.example.folder+xz, xz",
    "application/vnd.oci.image.layer.v1.tar+gzip, text",
    "application/vnd.oci.image.layer.v1.tar+zstd, text",
    "application/vnd.example.folder+json, text",
    "application/vnd.oci.image.layer.v1.tar, text"
  })
  void otherFormatThanGzipAndZstdIsFoundByTheMediaType(String type, String text)
      throws IOException {
    assertEquals(text, decompressed("text".getBytes(StandardCharsets.UTF_8), type));
  }

  @Test
  void firstBytesOfZstdDecideWhateverTheMediaTypeIs() throws IOException {
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    assertEquals("zstd", decompressed(frame, "application/vnd.example.tar+xz"));
    byte[] skippable = {0x53, 0x2a, 0x4d, 0x18};
    assertEquals("zstd", decompressed(skippable, "application/vnd.oci.image.layer.v1.tar+zstd"));
    assertEquals("zstd", decompressed(frame, "application/vnd.oci.image.layer.v1.tar"));
  }

  private static String decompressed(byte[] packed, String type) throws IOException {
    try (InputStream in =
        Compressions.decompress(
            new ByteArrayInputStream(packed), new MediaType(type), CompressionsTest::installed)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
