package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
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
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private Repository repository(Place place) {
    return switch (place) {
      case REGISTRY -> oras.repository(registry.host() + "/demo");
      case LAYOUT -> oras.layout(folder.resolve("layout"));
      case MEMORY -> oras.open("memory://blobs-test");
    };
  }

  @ParameterizedTest
  @EnumSource
  void aStreamOfUnknownLengthIsStoredInOnePass(Place place) throws IOException {
    Blobs blobs = repository(place).blobs();
    Descriptor stored = blobs.push(MediaType.OCTET_STREAM, new ByteArrayInputStream(BYTES));
    assertEquals(BLOB, stored);
    assertTrue(blobs.exists(BLOB.digest()));
    assertEquals(BLOB, blobs.resolve(BLOB.digest()));
    Path file = folder.resolve("there");
    assertEquals(BLOB, blobs.download(BLOB.digest(), file));
    assertArrayEquals(BYTES, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource
  void aPartComesWithoutTheRest(Place place) throws IOException {
    Blobs blobs = repository(place).blobs();
    blobs.push(BLOB, ContentSource.ofBytes(BYTES));
    registry.clear();
    byte[] middle = blobs.readRange(BLOB, 1_000, 10);
    assertArrayEquals(Arrays.copyOfRange(BYTES, 1_000, 1_010), middle);
    assertEquals(0, blobs.readRange(BLOB, BYTES.length, 0).length);
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
    assertThrows(IndexOutOfBoundsException.class, () -> blobs.readRange(BLOB, BYTES.length - 1, 2));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereIsNotFound(Place place) throws IOException {
    Blobs blobs = repository(place).blobs();
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    blobs.push(Descriptor.of(MediaType.OCTET_STREAM, other), ContentSource.ofBytes(other));
    assertFalse(blobs.exists(BLOB.digest()));
    assertThrows(NotFoundException.class, () -> blobs.resolve(BLOB.digest()));
    assertThrows(NotFoundException.class, () -> blobs.readRange(BLOB, 0, 1));
    assertThrows(NotFoundException.class, () -> blobs.delete(BLOB.digest()));
  }

  @Test
  void aPartOfABlobThatWasCutShortIsRefused() throws IOException {
    Repository layout = repository(Place.LAYOUT);
    layout.blobs().push(BLOB, ContentSource.ofBytes(BYTES));
    Path file = folder.resolve("layout/blobs/sha256").resolve(BLOB.digest().encoded());
    file.toFile().setWritable(true);
    Files.write(file, new byte[10]);
    ContentVerificationException e =
        assertThrows(
            ContentVerificationException.class, () -> layout.blobs().openRange(BLOB, 0, 10));
    assertTrue(e.getMessage().contains("has 10 bytes, expected 100000"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aDeletedBlobIsGone(Place place) throws IOException {
    Blobs blobs = repository(place).blobs();
    blobs.push(BLOB, ContentSource.ofBytes(BYTES));
    blobs.delete(BLOB.digest());
    assertFalse(blobs.exists(BLOB.digest()));
  }

  @Test
  void aLayoutThatDoesNotExistHasNoContentAndIsNotCreated() throws IOException {
    Repository layout = repository(Place.LAYOUT);
    assertFalse(layout.exists(BLOB));
    assertFalse(layout.manifestExists(BLOB));
    assertFalse(layout.exists("v1"));
    assertFalse(layout.blobs().exists(BLOB.digest()));
    assertFalse(Files.exists(folder.resolve("layout")));
  }

  @Test
  void contentBeyondTheLimitIsNotReadIntoMemory() throws IOException {
    repository(Place.REGISTRY).blobs().push(BLOB, ContentSource.ofBytes(BYTES));
    try (Oras small =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .limits(limits -> limits.blobInMemoryBytes(10))
            .build()) {
      Blobs blobs = small.repository(repository(Place.REGISTRY).name()).blobs();
      assertThrows(LimitExceededException.class, () -> blobs.read(BLOB));
      assertThrows(LimitExceededException.class, () -> blobs.readRange(BLOB, 0, 11));
      assertEquals(10, blobs.readRange(BLOB, 0, 10).length);
    }
  }
}
