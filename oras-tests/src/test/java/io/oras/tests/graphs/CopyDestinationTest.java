package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Digest;
import io.oras.api.model.Platform;
import io.oras.core.Oras;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the destination of a copy says beside its place. */
class CopyDestinationTest {
  private static final String SOURCE = "memory://source#v1";
  private static final Digest OTHER = Digest.of(new byte[] {7});

  @TempDir Path folder;
  private InProcessRegistry registry;
  private Oras oras;
  private RawManifest root;

  @BeforeEach
  void plant() throws IOException {
    registry = InProcessRegistry.start();
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
    root = LargeGraph.plant(oras.at(SOURCE).repository());
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private List<String> places() {
    return List.of(
        "memory://copy#",
        "oci-layout://" + folder.resolve("layout") + "#",
        "oci-archive://" + folder.resolve("layout.tar") + "#",
        "files://" + folder.resolve("files") + "#",
        registry.host() + "/copy",
        registry.host() + "/copy:v1");
  }

  private void assertRefused(String to, CopyOptions options) {
    ContentVerificationException e =
        assertThrows(ContentVerificationException.class, () -> oras.copy(SOURCE, to, options));
    assertEquals(OTHER, e.expected().digest());
    assertTrue(e.getMessage().contains(to), e.getMessage());
    assertThrows(
        ContentVerificationException.class, () -> oras.plan(oras.at(SOURCE), oras.at(to), options));
  }

  @Test
  void anotherDigestIsRefusedBeforeAnythingIsWritten() throws IOException {
    for (String place : places()) {
      assertRefused(place + "@" + OTHER, CopyOptions.defaults());
      assertRefused(
          place + "@" + OTHER,
          CopyOptions.builder()
              .platforms(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))
              .build());
    }
    assertThrows(NotFoundException.class, () -> oras.resolve("memory://copy#v1"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void theSourcesDigestIsTaken() throws IOException {
    String digest = root.descriptor().digest().toString();
    for (String place : List.of(places().get(0), places().get(1), places().get(4))) {
      oras.copy(SOURCE, place + "@" + digest);
      assertEquals(root.descriptor().digest(), oras.resolve(place + "@" + digest).digest());
    }
  }

  @Test
  void theDigestOfANewIndexIsCompared() throws IOException {
    CopyOptions two =
        CopyOptions.builder()
            .platforms(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))
            .build();
    Digest selected = oras.copy(SOURCE, "memory://two#v1", two).manifest().descriptor().digest();
    assertFalse(selected.equals(root.descriptor().digest()));
    oras.copy(SOURCE, "memory://named#@" + selected, two);
    assertThrows(
        ContentVerificationException.class,
        () -> oras.copy(SOURCE, "memory://x#@" + root.descriptor().digest(), two));
  }
}
