package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push that cannot succeed sends no request and creates no layout. */
class RefusedPushTest {
  private static final MediaType TYPE = new MediaType("application/vnd.test.report");

  @TempDir Path work;
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private List<String> places() {
    return List.of(
        registry.host() + "/demo:v1", "oci-layout://" + work.toUri().getRawPath() + "layout#v1");
  }

  private <T extends Exception> void assertRefused(
      Class<T> type, String message, Artifact artifact) {
    for (String place : places()) {
      T pushed = assertThrows(type, () -> oras.push(place, artifact));
      assertEquals(message, pushed.getMessage());
      T attached = assertThrows(type, () -> oras.attach(place, artifact.withType(TYPE)));
      assertEquals(message, attached.getMessage());
    }
    assertNothingHappened();
  }

  private void assertNothingHappened() {
    assertEquals(List.of(), registry.requests());
    assertFalse(Files.exists(work.resolve("layout")));
  }

  @Test
  void twoLayersWithOneTitle() throws IOException {
    Path one = Files.createFile(Files.createDirectory(work.resolve("one")).resolve("f"));
    Path other = Files.createFile(Files.createDirectory(work.resolve("other")).resolve("f"));
    assertRefused(
        IllegalArgumentException.class,
        "two layers have the title 'f': %s and %s; give one of them another title"
            .formatted(one, other),
        Artifact.of(Layer.of(one), Layer.of(other)));
  }

  @Test
  void pathThatDoesNotExist() {
    // A stream goes to a registry before the layers after it are read.
    Layer stream = Layer.ofStream(new ByteArrayInputStream(new byte[] {1}));
    Path missing = work.resolve("missing");
    String message = missing.toString();
    assertRefused(NoSuchFileException.class, message, Artifact.of(stream, Layer.of(missing)));
    assertRefused(
        NoSuchFileException.class, message, Artifact.of(stream).withConfig(Layer.of(missing)));
  }

  @Test
  void attachedArtifactWithoutAType() {
    for (Artifact artifact :
        Stream.of(Artifact.of(), Artifact.of().withConfig(Layer.ofText("{}"))).toList()) {
      for (String place : places()) {
        IllegalArgumentException e =
            assertThrows(IllegalArgumentException.class, () -> oras.attach(place, artifact));
        assertTrue(e.getMessage().contains("needs a type"), e.getMessage());
      }
    }
    assertNothingHappened();
  }

  @Test
  void unknownTypeIsSaidOnPurpose() throws IOException {
    String subject = places().get(0);
    oras.push(subject, Artifact.of(Layer.ofText("a")));
    oras.attach(subject, Artifact.of(MediaType.UNKNOWN_ARTIFACT, Layer.ofText("b")));
    assertEquals(1, oras.discover(subject).referrers().size());
  }
}
