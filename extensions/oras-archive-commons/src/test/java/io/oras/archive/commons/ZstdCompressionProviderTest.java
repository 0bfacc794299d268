package io.oras.archive.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.MissingProviderException;
import io.oras.api.spi.CompressionProvider;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** zstd-jni is not on the path of this module's tests; with it: {@code FolderRoundTripTest}. */
class ZstdCompressionProviderTest {
  @Test
  void withoutTheLibraryTheMessageNamesWhatToAdd() {
    CompressionProvider zstd = new ZstdCompressionProvider();
    assertEquals("zstd", zstd.format());
    assertEquals("commons-compress", zstd.name());

    for (Executable use :
        new Executable[] {
          () -> zstd.compress(OutputStream.nullOutputStream()),
          () -> zstd.decompress(InputStream.nullInputStream())
        }) {
      String message = assertThrows(MissingProviderException.class, use).getMessage();
      assertTrue(message.contains("add com.github.luben:zstd-jni"), message);
    }
  }
}
