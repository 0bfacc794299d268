package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCheckTest {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  @TempDir Path folder;
  private InProcessRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String descriptor(String mediaType, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, size);
  }

  private Digest manifest(String tag, String config, String... layers) {
    return registry.addManifest(
        "r",
        tag,
        MANIFEST,
        bytes(
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(config, String.join(",", layers))));
  }

  private String config() {
    return descriptor("a/b", registry.addBlob("r", bytes("{}")), 2);
  }

  @Test
  void whatIsTruePasses() throws IOException {
    manifest("v1", config(), descriptor("a/b", registry.addBlob("r", bytes("x")), 1));
    registry.check("r").verify();
    registry.check("nothing").verify();
  }

  @Test
  void allUntruthsAreToldAtOnceWithTheWayToThem() throws IOException {
    Digest x = registry.addBlob("r", bytes("x"));
    Digest nowhere = Digest.of(bytes("nowhere"));
    Digest child =
        manifest(
            "v1",
            config(),
            descriptor("a/b", x, 7),
            descriptor("a/b", nowhere, 7),
            "{\"digest\":\"" + x + "\"}");
    registry.addManifest(
        "r",
        "v2",
        INDEX,
        bytes(
            "{\"schemaVersion\":2,\"manifests\":[%s]}"
                .formatted(descriptor(INDEX, child, registry.manifest("r", child).get().length))));
    List<String> problems = registry.check("r").problems();
    assertEquals(
        List.of(
            "v1 > layers[0]: " + x + " has 1 bytes, it is listed with 7",
            "v1 > layers[1]: " + nowhere + " is missing",
            "v1 > layers[2]: no descriptor: {\"digest\":\"" + x + "\"}",
            "v2 > manifests[0]: " + child + " is a " + MANIFEST + ", it is listed as a " + INDEX,
            "v2 > manifests[0] > layers[2]: no descriptor: {\"digest\":\"" + x + "\"}"),
        problems);
    AssertionError e = assertThrows(AssertionError.class, () -> registry.check("r").verify());
    problems.forEach(problem -> assertTrue(e.getMessage().contains(problem), e.getMessage()));
  }

  @Test
  void changedContentAndDanglingTagsOfALayoutAreFound() throws IOException {
    Digest layer;
    Digest gone;
    try (InProcessRegistry onDisk = InProcessRegistry.builder().folder(folder).start()) {
      layer = onDisk.addBlob("r", bytes("right"));
      String config = descriptor("a/b", onDisk.addBlob("r", bytes("{}")), 2);
      onDisk.addManifest(
          "r",
          "v1",
          MANIFEST,
          bytes(
              "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                  .formatted(MANIFEST, config, descriptor("a/b", layer, 5))));
      gone =
          onDisk.addManifest(
              "r",
              "v2",
              MANIFEST,
              bytes(
                  "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[]}"
                      .formatted(MANIFEST, config)));
    }
    Path blobs = folder.resolve("r/blobs/sha256");
    Files.writeString(blobs.resolve(layer.encoded()), "wrong");
    Files.delete(blobs.resolve(gone.encoded()));
    List<String> expected =
        List.of(
            "v1 > layers[0]: the content under " + layer + " is " + Digest.of(bytes("wrong")),
            "v2: " + gone + " is missing");
    try (InProcessRegistry onDisk = InProcessRegistry.builder().folder(folder).start();
        Oras oras = Oras.create()) {
      List<String> served = onDisk.check("r").problems();
      assertEquals(expected.get(0), served.get(0));
      assertTrue(served.get(1).startsWith("v2: "), served::toString);
      // The library's own store refuses to read it, which is told in the same way.
      List<String> direct = ArtifactCheck.of(oras.layout(folder.resolve("r"))).problems();
      assertTrue(direct.get(0).startsWith("v1 > layers[0]: "), direct::toString);
      assertEquals(expected.get(1), direct.get(1));
    }
  }

  @Test
  void layerThatIsNoObjectIsRefusedAsAManifest() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> manifest("v1", config(), "3"));
    assertTrue(e.getMessage().contains("MANIFEST_INVALID"), e.getMessage());
  }

  @Test
  void requestsThatDidNotComeAreToldWithThoseThatDid() throws Exception {
    new Http(registry).get("/v2/?secret");
    RequestCheck.of(registry.requests()).expect(1, "GET", "/v2/").expectNowhere("other").verify();
    AssertionError e =
        assertThrows(
            AssertionError.class,
            () ->
                RequestCheck.of(registry.requests())
                    .expect(0, "GET", "/v2/")
                    .expect(1, "PUT", ".*")
                    .expectNowhere("secret")
                    .verify());
    assertEquals(
        """
        GET /v2/ came 1 times, not 0
        PUT .* came 0 times, not 1
        'secret' came with GET /v2/
        these came:
        GET /v2/?secret -> 200 (0 bytes)""",
        e.getMessage());
  }
}
