package io.oras.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.MissingProviderException;
import org.junit.jupiter.api.Test;

class StoreContextTest {
  @Test
  void aContextOfACodecAloneNamesTheFormatThatItHasNoProviderFor() {
    StoreContext context =
        new StoreContext() {
          @Override
          public ManifestCodec codec() {
            throw new AssertionError("not asked for");
          }
        };

    assertEquals(
        "no ArchiveProvider for 'tar' is installed; add an artifact that has one",
        assertThrows(MissingProviderException.class, () -> context.archives("tar")).getMessage());
    assertEquals(StoreContext.Access.WRITE, context.access());
  }
}
