package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that keeps its content in a folder. */
class FolderTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final MediaType NOTE = new MediaType("application/vnd.example.note");

  @TempDir Path folder;

  private InProcessRegistry start() throws IOException {
    return InProcessRegistry.builder().folder(folder).start();
  }

  private static Artifact artifact(String text) {
    return Artifact.of(Layer.ofBytes(text.getBytes(StandardCharsets.UTF_8)).withTitle("hello.txt"))
        .withType(NOTE);
  }

  @Test
  void repositoryIsALayoutThatOtherToolsRead() throws IOException {
    RawManifest pushed;
    try (InProcessRegistry registry = start();
        Oras oras = Oras.create()) {
      pushed = oras.push(registry.host() + "/team/notes:v1", artifact("hello")).manifest();
      assertEquals(pushed, oras.fetch("oci-layout://" + folder.resolve("team/notes") + "#v1"));
    }
    Path blob = folder.resolve("team/notes/blobs/sha256").resolve(Digest.of(HELLO).encoded());
    assertArrayEquals(HELLO, Files.readAllBytes(blob));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("team"), left.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void contentIsThereAfterARestart() throws Exception {
    try (Oras oras = Oras.create()) {
      RawManifest subject;
      RawManifest referrer;
      try (InProcessRegistry registry = start()) {
        String name = registry.host() + "/a/b:v1";
        subject = oras.push(name, artifact("hello")).manifest();
        referrer = oras.attach(name, artifact("about it")).manifest();
        oras.push(registry.host() + "/a:v2", artifact("above"));
      }
      try (InProcessRegistry registry = start()) {
        String name = registry.host() + "/a/b:v1";
        assertEquals(List.of("a", "a/b"), registry.repositories());
        assertEquals(List.of("v1"), registry.tags("a/b"));
        assertEquals(subject, oras.fetch(name));
        assertEquals(
            List.of(referrer.descriptor().digest()),
            oras.discover(name).referrers().stream().map(r -> r.descriptor().digest()).toList());
        Path there = Files.createDirectory(folder.resolve("there"));
        oras.pull(name, there);
        assertEquals("hello", Files.readString(there.resolve("hello.txt")));
      }
    }
  }

  @Test
  void layoutThatStandsThereIsServed() throws Exception {
    try (Oras oras = Oras.create()) {
      RawManifest pushed =
          oras.push("oci-layout://" + folder.resolve("made/elsewhere") + "#v1", artifact("hello"))
              .manifest();
      try (InProcessRegistry registry = start()) {
        Http http = new Http(registry);
        var manifest = http.get("/v2/made/elsewhere/manifests/v1");
        assertArrayEquals(pushed.bytes(), manifest.body().getBytes(StandardCharsets.UTF_8));
        String blob = "/v2/made/elsewhere/blobs/" + Digest.of(HELLO);
        assertEquals("ell", http.get(blob, "Range", "bytes=1-3").body());
      }
    }
  }

  @Test
  void deletedContentLeavesTheDisk() throws Exception {
    try (InProcessRegistry registry = start();
        Oras oras = Oras.create()) {
      Http http = new Http(registry);
      RawManifest pushed = oras.push(registry.host() + "/r:v1", artifact("hello")).manifest();
      oras.open(registry.host() + "/r").tag("v1", "v2");
      Digest digest = pushed.descriptor().digest();

      assertEquals(202, http.send("DELETE", "/v2/r/manifests/v1", "").statusCode());
      assertEquals(List.of("v2"), registry.tags("r"));
      assertEquals(202, http.send("DELETE", "/v2/r/manifests/" + digest, "").statusCode());
      assertEquals(404, http.get("/v2/r/manifests/v2").statusCode());
      assertEquals(202, http.send("DELETE", "/v2/r/blobs/" + Digest.of(HELLO), "").statusCode());
      assertEquals(404, http.send("DELETE", "/v2/r/blobs/" + Digest.of(HELLO), "").statusCode());
      assertFalse(
          Files.exists(folder.resolve("r/blobs/sha256").resolve(Digest.of(HELLO).encoded())));
    }
  }

  @Test
  void wrongBytesAreNeverUnderADigest() throws Exception {
    try (InProcessRegistry registry = start()) {
      Http http = new Http(registry);
      Digest digest = Digest.of(DigestAlgorithm.SHA512, HELLO);
      String wrong = http.begin("r") + "&digest=" + digest;
      var put = http.send("PUT", wrong, "hallo", "Content-Type", Http.OCTETS);
      assertEquals(400, put.statusCode());
      assertTrue(put.body().contains("DIGEST_INVALID"), put.body());

      String right = http.begin("r") + "&digest=" + digest;
      assertEquals(201, http.send("PUT", right, "hello", "Content-Type", Http.OCTETS).statusCode());
      assertArrayEquals(HELLO, registry.blob("r", digest).orElseThrow());
      http.begin("r");
      assertEquals(1, registry.openUploads());
    }
    assertFalse(Files.exists(folder.resolve(".uploads")), "what nobody ended is gone");
  }

  @Test
  void namesThatALayoutNeedsAreNoRepositories() throws Exception {
    try (InProcessRegistry registry = start()) {
      var begun = new Http(registry).send("POST", "/v2/a/blobs/x/blobs/uploads/", "");
      assertEquals(202, begun.statusCode(), "an upload is not content yet");
      assertThrows(IllegalArgumentException.class, () -> registry.addBlob("a/index.json", HELLO));
    }
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, this::start);
    assertTrue(e.getMessage().contains("give the folder above"), e.getMessage());
  }

  @Test
  void uploadLargerThanTheHeapGoesToTheDisk() throws Exception {
    long size = Runtime.getRuntime().maxMemory() + (1 << 20);
    // A sparse file: the bytes are zeros that no disk holds.
    Path big = folder.resolveSibling(folder.getFileName() + "-big");
    try (var file = new java.io.RandomAccessFile(big.toFile(), "rw")) {
      file.setLength(size);
    }
    try (InProcessRegistry registry = start();
        Oras oras = Oras.create()) {
      RawManifest pushed =
          oras.push(registry.host() + "/r:v1", Artifact.of(Layer.of(big))).manifest();
      Descriptor layer = pushed.view().orElseThrow().children().get(1);
      assertEquals(size, layer.size());
    } finally {
      Files.delete(big);
    }
  }
}
