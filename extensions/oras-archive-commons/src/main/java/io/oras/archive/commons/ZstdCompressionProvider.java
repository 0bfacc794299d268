package io.oras.archive.commons;

import com.google.auto.service.AutoService;
import io.oras.api.error.MissingProviderException;
import io.oras.api.spi.CompressionProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdUtils;

/** zstd, where the library {@code com.github.luben:zstd-jni} is present. */
@AutoService(CompressionProvider.class)
public final class ZstdCompressionProvider implements CompressionProvider {
  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public ZstdCompressionProvider() {}

  @Override
  public String name() {
    return "commons-compress";
  }

  @Override
  public String format() {
    return "zstd";
  }

  @Override
  public InputStream decompress(InputStream compressed) throws IOException {
    checkPresent();
    return new ZstdCompressorInputStream(compressed);
  }

  @Override
  public OutputStream compress(OutputStream compressed) throws IOException {
    checkPresent();
    return new ZstdCompressorOutputStream(compressed);
  }

  private static void checkPresent() {
    if (!ZstdUtils.isZstdCompressionAvailable()) {
      throw new MissingProviderException(
          "zstd needs a library that is not present; add com.github.luben:zstd-jni");
    }
  }
}
