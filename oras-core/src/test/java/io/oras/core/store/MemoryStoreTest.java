package io.oras.core.store;

import static io.oras.core.store.Fixtures.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
  private final MemoryStore store = new MemoryStore(Fixtures.context());

  @Test
  void wrongContentIsNotKept() throws IOException {
    Descriptor blob = Fixtures.blob("right");
    assertThrows(
        ContentVerificationException.class,
        () -> store.push(blob, ContentSource.ofBytes(bytes("wrong"))));
    assertFalse(store.exists(blob));
  }

  @Test
  void declaredSizeIsNotAllocated() {
    Descriptor huge =
        Descriptor.of(Fixtures.TYPE, Fixtures.blob("x").digest(), Integer.MAX_VALUE - 8L);
    assertThrows(
        ContentVerificationException.class,
        () -> store.push(huge, ContentSource.ofBytes(bytes("x"))));
    Descriptor more = Descriptor.of(Fixtures.TYPE, huge.digest(), 1L << 40);
    assertThrows(
        LimitExceededException.class, () -> store.push(more, ContentSource.ofBytes(bytes("x"))));
  }

  @Test
  void manifestBeyondTheLimitIsRefusedWhetherItsSizeIsKnownOrNot() {
    MemoryStore small = new MemoryStore(new Small());
    byte[] manifest = Fixtures.manifest("x", null).bytes();
    assertThrows(
        LimitExceededException.class, () -> Fixtures.push(small, Fixtures.manifest("x", null)));
    LimitExceededException e =
        assertThrows(
            LimitExceededException.class,
            () -> small.pushStream(MediaType.OCI_MANIFEST, new ByteArrayInputStream(manifest)));
    assertEquals("the manifest to push is too long (limit manifestBytes: 8)", e.getMessage());
  }

  @Test
  void nameIsOneStoreAndAnUnknownNameIsNotThereToRead() throws IOException {
    MemoryStoreProvider provider = new MemoryStoreProvider();
    URI store = URI.create("memory://one");
    StoreContext reading = new Reading();
    assertThrows(NotFoundException.class, () -> provider.open(store, reading));
    assertSame(provider.open(store, Fixtures.context()), provider.open(store, reading));
    assertEquals("memory://one", provider.open(store, reading).toString());
  }

  private static class Small implements StoreContext {
    @Override
    public ManifestCodec codec() {
      return Fixtures.CODEC;
    }

    @Override
    public int maxManifestSize() {
      return 8;
    }
  }

  private static final class Reading extends Small {
    @Override
    public Access access() {
      return Access.READ;
    }
  }
}
