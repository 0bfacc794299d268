package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RangeFetcher;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.core.BlobsByName;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs alone, in every kind of target. */
class BlobsTest {
  private static final byte[] BYTES = new byte[100_000];

  static {
    new Random(1).nextBytes(BYTES);
  }

  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, BYTES);

  /** A kind of target. */
  enum Place {
    REGISTRY,
    LAYOUT,
    MEMORY
  }

  @TempDir Path folder;
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(t -> t.sleeper(duration -> {}))
            .build();
  }

  @AfterEach
  void stop() {
    oras.close();
    registry.close();
  }

  private ArtifactName name(Place place) {
    return ArtifactName.parse(
        switch (place) {
          case REGISTRY -> registry.host() + "/demo@" + BLOB.digest();
          case LAYOUT -> "oci-layout://" + folder.toUri().getPath() + "layout#@" + BLOB.digest();
          case MEMORY -> "memory://blobs-test#@" + BLOB.digest();
        });
  }

  private static byte[] part(BlobsByName blobs, ArtifactName name, long offset, long length)
      throws IOException {
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    Descriptor whole =
        blobs.fetch(name, offset, length, (blob, in) -> bytes.set(in.readAllBytes()));
    assertEquals(BLOB.digest(), whole.digest());
    assertEquals(BLOB.size(), whole.size());
    return bytes.get();
  }

  @ParameterizedTest
  @EnumSource
  void aStreamOfUnknownLengthIsStoredInOnePass(Place place) throws IOException {
    ArtifactName name = name(place);
    Descriptor stored =
        oras.blobs().push(name, MediaType.OCTET_STREAM, new ByteArrayInputStream(BYTES));
    assertEquals(BLOB, stored);
    assertTrue(oras.blobs().exists(name, BLOB));
    Path file = folder.resolve("there");
    oras.blobs().download(name, file);
    assertArrayEquals(BYTES, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource
  void aPartComesWithoutTheRest(Place place) throws IOException {
    ArtifactName name = name(place);
    oras.blobs().push(name, BLOB, ContentSource.ofBytes(BYTES));
    registry.clear();
    byte[] middle = part(oras.blobs(), name, 1_000, 10);
    assertArrayEquals(Arrays.copyOfRange(BYTES, 1_000, 1_010), middle);
    assertEquals(0, part(oras.blobs(), name, BYTES.length, 0).length);
    if (place == Place.REGISTRY) {
      assertEquals(
          "bytes=1000-1009",
          registry.requests().stream()
              .filter(r -> r.method().equals("GET"))
              .findFirst()
              .orElseThrow()
              .headers()
              .first("Range")
              .orElseThrow());
    }
    assertThrows(
        IndexOutOfBoundsException.class, () -> part(oras.blobs(), name, BYTES.length - 1, 2));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereIsNotFound(Place place) throws IOException {
    ArtifactName name = name(place);
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    oras.blobs()
        .push(name, Descriptor.of(MediaType.OCTET_STREAM, other), ContentSource.ofBytes(other));
    assertFalse(oras.blobs().exists(name, BLOB));
    assertThrows(NotFoundException.class, () -> oras.blobs().resolve(name));
    assertThrows(NotFoundException.class, () -> part(oras.blobs(), name, 0, 1));
    assertThrows(NotFoundException.class, () -> oras.blobs().delete(name, BLOB));
  }

  @Test
  void aPartOfABlobThatWasCutShortIsRefused() throws IOException {
    ArtifactName name = name(Place.LAYOUT);
    oras.blobs().push(name, BLOB, ContentSource.ofBytes(BYTES));
    Path file = folder.resolve("layout/blobs/sha256").resolve(BLOB.digest().encoded());
    file.toFile().setWritable(true);
    Files.write(file, new byte[10]);
    try (var target = oras.openReadOnly(name)) {
      var fetcher = (RangeFetcher) target;
      ContentVerificationException e =
          assertThrows(ContentVerificationException.class, () -> fetcher.fetchRange(BLOB, 0, 10));
      assertTrue(e.getMessage().contains("has 10 bytes, expected 100000"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeletedBlobIsGone(Place place) throws IOException {
    ArtifactName name = name(place);
    oras.blobs().push(name, BLOB, ContentSource.ofBytes(BYTES));
    oras.blobs().delete(name, BLOB);
    assertFalse(oras.blobs().exists(name, BLOB));
  }

  @Test
  void aNameWithoutDigestIsRefused() {
    ArtifactName name = Reference.parse(registry.host() + "/demo:v1");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> oras.blobs().resolve(name));
    assertTrue(e.getMessage().contains("has no digest"), e.getMessage());
  }
}
