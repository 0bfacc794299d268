package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.tests.property.SeededRandom;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blobs that a mirror sends wrong or in part, in each operation that reads blobs. */
class MirrorContentTest extends MirrorTest {
  private static final String BLOBS = "/v2/cache/demo/blobs/.*";
  private Path folderToPack;
  private ImageManifest manifest;

  /** An operation that reads the layers through the mirror; it asserts what it has read. */
  @FunctionalInterface
  private interface Use {
    void run(MirrorContentTest test, Oras oras) throws IOException;
  }

  private static final Map<String, Use> USES = new LinkedHashMap<>();

  static {
    USES.put("pull", (t, oras) -> t.assertPulledAll(oras));
    USES.put("pull with a cache", MirrorContentTest::pullTwiceWithACache);
    USES.put("copy to a layout", (t, oras) -> t.copyTo(oras, t.newLayout()));
    USES.put("copy to a registry", MirrorContentTest::copyToAnotherRegistry);
    USES.put("copy to memory", (t, oras) -> oras.copy(oras.at(t.name()), oras.memory().at("v1")));
    USES.put("blob read", (t, oras) -> assertArrayEquals(CONTENT, t.blobs(oras).read(t.layer())));
    USES.put("blob download", MirrorContentTest::downloadTheBlob);
    USES.put("blob open", (t, oras) -> t.assertRead(t.blobs(oras).open(t.layer())));
    USES.put(
        "fetch of a descriptor",
        (t, oras) -> t.assertRead(oras.repository(t.primary.host() + "/demo").fetch(t.layer())));
    USES.put("openEntry", MirrorContentTest::openTheEntry);
  }

  static Stream<Arguments> uses() {
    return USES.entrySet().stream().map(use -> Arguments.of(use.getKey(), use.getValue()));
  }

  @BeforeEach
  void fillWithAFolder() throws IOException {
    folderToPack = Files.createDirectories(folder.resolve("tree"));
    Files.write(folderToPack.resolve("f.bin"), CONTENT);
    Files.write(folderToPack.resolve("g.bin"), content(100_000));
    Artifact artifact =
        Artifact.of(
                TYPE,
                Layer.ofBytes(CONTENT).withTitle("a.bin"),
                Layer.of(folderToPack).withTitle("tree"))
            .withAnnotation("org.opencontainers.image.created", "2026-01-01T00:00:00Z");
    try (Oras oras = plain().build()) {
      oras.push(name(), artifact);
      oras.copy(name(), mirror.host() + "/cache/demo:v1");
      manifest = oras.fetch(name()).image();
    }
    primary.clear();
    mirror.clear();
  }

  private Descriptor layer() {
    return manifest.layers().get(0);
  }

  private Descriptor packed() {
    return manifest.layers().get(1);
  }

  private String newLayout() throws IOException {
    return "oci-layout://" + Files.createTempDirectory(folder, "layout") + "#v1";
  }

  private void copyToAnotherRegistry(Oras oras) throws IOException {
    try (InProcessRegistry other = InProcessRegistry.start()) {
      copyTo(oras, other.host() + "/x:v1");
    }
  }

  private Blobs blobs(Oras oras) throws IOException {
    return oras.repository(primary.host() + "/demo").blobs();
  }

  private void assertPulledAll(Oras oras) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    oras.pull(name(), out);
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("a.bin")));
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("tree/f.bin")));
    assertArrayEquals(content(100_000), Files.readAllBytes(out.resolve("tree/g.bin")));
    assertEquals(List.of("a.bin", "tree"), names(out));
  }

  private void pullTwiceWithACache(Oras unused) throws IOException {
    Path cache = Files.createTempDirectory(folder, "cache");
    for (int i = 0; i < 2; i++) {
      try (Oras oras = configured(withMirror()).cache(cache).build()) {
        assertPulledAll(oras);
      }
    }
    try (Stream<Path> files = Files.walk(cache.resolve("blobs/sha256"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertEquals(file.getFileName().toString(), Digest.of(Files.readAllBytes(file)).encoded());
      }
    }
  }

  private void copyTo(Oras oras, String to) throws IOException {
    oras.copy(name(), to);
    try (Oras plain = plain().build()) {
      Path out = Files.createTempDirectory(folder, "out");
      plain.pull(to, out);
      assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("a.bin")));
      assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("tree/f.bin")));
    }
  }

  private void downloadTheBlob(Oras oras) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    blobs(oras).download(layer(), out.resolve("a.bin"));
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("a.bin")));
    assertEquals(List.of("a.bin"), names(out));
  }

  private void openTheEntry(Oras oras) throws IOException {
    assertRead(blobs(oras).openEntry(packed(), "tree/f.bin"));
  }

  private void assertRead(InputStream content) throws IOException {
    try (content) {
      assertArrayEquals(CONTENT, content.readAllBytes());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void wrongContentOfAMirrorComesFromThePrimary(String name, Use use) throws IOException {
    mirror.fault(Fault.on("GET", BLOBS).corrupt());
    try (Oras oras = configured(withMirror()).build()) {
      use.run(this, oras);
    }
    assertTrue(lines(mirror).stream().anyMatch(line -> line.contains("/blobs/")));
    List<TransferEvent.EndpointFailed> failures = events(TransferEvent.EndpointFailed.class);
    assertFalse(failures.isEmpty());
    assertTrue(
        failures.stream().allMatch(each -> each.cause().contains("sha256:")), failures::toString);
    assertEquals(List.of(), slept, "nothing waits for a mirror");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void contentThatAMirrorCutsContinuesAtThePrimary(String name, Use use) throws IOException {
    SeededRandom chance = new SeededRandom(20261127);
    for (int i = 0; i < 10; i++) {
      int offset = chance.between(1, CONTENT.length - 1);
      mirror.clearFaults();
      mirror.fault(Fault.on("GET", BLOBS).cutResponse(offset));
      primary.clear();
      try (Oras oras = configured(withMirror()).build()) {
        use.run(this, oras);
      }
      assertTrue(
          primary.requests().stream()
              .filter(
                  request ->
                      request.line().startsWith("GET") && request.line().contains("/demo/blobs/"))
              .anyMatch(request -> request.header("Range").isPresent()),
          "cut at " + offset + ": " + lines(primary));
    }
    assertEquals(List.of(), slept, "nothing waits for a mirror");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void whatAMirrorSentWrongBeforeACutIsReadAgain(String name, Use use) throws IOException {
    mirror.fault(Fault.on("GET", BLOBS).corrupt().cutResponse(CONTENT.length * 3L / 4));
    try (Oras oras = configured(withMirror()).build()) {
      use.run(this, oras);
    }
  }

  @Test
  void contentThatIsWrongInTheCacheAndAtTheMirrorComesFromThePrimary() throws IOException {
    Path cache = folder.resolve("cache");
    try (Oras oras = configured(withMirror()).cache(cache).build()) {
      assertPulledAll(oras);
    }
    Path kept = cache.resolve("blobs/sha256").resolve(layer().digest().encoded());
    kept.toFile().setWritable(true);
    Files.write(kept, new byte[CONTENT.length]);
    mirror.fault(Fault.on("GET", BLOBS).corrupt());
    try (Oras oras = configured(withMirror()).cache(cache).build()) {
      assertPulledAll(oras);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(kept));
    assertTrue(lines(primary).contains("GET /v2/demo/blobs/" + layer().digest()));
  }

  @Test
  void theNextMirrorComesBeforeThePrimary() throws IOException {
    try (InProcessRegistry second = InProcessRegistry.start()) {
      try (Oras oras = plain().build()) {
        oras.copy(name(), second.host() + "/cache/demo:v1");
      }
      mirror.fault(Fault.on("GET", BLOBS).corrupt());
      primary.clear();
      String toml =
          withMirror() + "[[registry.mirror]]\nlocation = \"%s/cache\"\n".formatted(second.host());
      try (Oras oras = configured(toml).build()) {
        assertPulledAll(oras);
      }
      assertEquals(List.of(), lines(primary));
    }
  }

  @Test
  void theErrorNamesEachEndpointWithWrongContentAndNothingIsLeft() throws IOException {
    mirror.fault(Fault.on("GET", BLOBS).corrupt());
    primary.fault(Fault.on("GET", ".*/blobs/.*").corrupt());
    Path out = folder.resolve("out");
    try (Oras oras = configured(withMirror()).build()) {
      ContentVerificationException failure =
          assertThrows(ContentVerificationException.class, () -> oras.pull(name(), out));
      String message = failure.getMessage();
      assertTrue(message.contains("reading from " + primary.host() + "/demo"), message);
      assertTrue(
          message.contains("other endpoints failed: " + mirror.host() + "/cache/demo: "), message);
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void aMirrorWithWrongContentIsSkippedForAMinute() throws IOException {
    mirror.fault(Fault.on("GET", BLOBS).corrupt());
    try (Oras oras = configured(withMirror()).build()) {
      assertPulledAll(oras);
      mirror.clear();
      assertPulledAll(oras);
      assertEquals(List.of(), lines(mirror));
      clock.advance(Duration.ofSeconds(60));
      mirror.clearFaults();
      primary.clear();
      assertPulledAll(oras);
      assertEquals(List.of(), lines(primary));
    }
  }

  @Test
  void aWrongConfigOfAMirrorIsReadFromThePrimary() throws IOException {
    byte[] config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
    try (Oras oras = plain().build()) {
      oras.push(
          primary.host() + "/demo:config",
          Artifact.of(TYPE, Layer.ofBytes(CONTENT).withTitle("a.bin"))
              .withConfig(Layer.ofBytes(config).withMediaType(MediaType.OCI_CONFIG)));
      oras.copy(primary.host() + "/demo:config", mirror.host() + "/cache/demo:config");
    }
    mirror.fault(Fault.on("GET", BLOBS).corrupt());
    try (Oras oras = configured(withMirror()).build()) {
      assertEquals(
          oras.resolve(primary.host() + "/demo:config"),
          oras.resolve(
              primary.host() + "/demo:config", o -> o.platform(Platform.of("linux", "amd64"))));
    }
  }
}
