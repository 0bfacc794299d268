package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RegistryUrls;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.ArtifactLocation;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import io.oras.core.document.Schema;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.Folders;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The low-level methods of oras-py's Registry: blobs, manifests, URLs, requests. */
class BuildingBlocksTest extends WithRegistry {

  private Repository repository() {
    return oras.open(demo(""));
  }

  @Test
  void anArtifactIsPutTogetherByHand() throws IOException {
    Path file = Files.writeString(work.resolve("a.txt"), "hello");
    ContentSource content = ContentSource.ofFile(file);
    Descriptor layer = content.describe(new MediaType("text/plain"));
    ContentSource empty = ContentSource.ofBytes("{}".getBytes(UTF_8));
    Descriptor config = empty.describe(MediaType.UNKNOWN_CONFIG);
    ImageManifest manifest =
        ImageManifest.builder().config(config).layer(layer).annotation("a", "b").build();

    assertFalse(repository().blobs().exists(layer.digest()));
    repository().blobs().push(layer, content);
    repository().blobs().push(config, empty);
    RawManifest pushed = repository().pushManifest(manifest, "v1", "latest").manifest();

    assertTrue(repository().blobs().exists(layer.digest()));
    assertEquals(List.of(), Schema.MANIFEST.violations(pushed.bytes()));
    assertArrayEquals(pushed.bytes(), registry.manifest("demo", pushed.digest()).orElseThrow());
    assertEquals(List.of("latest", "v1"), registry.tags("demo"));
  }

  @Test
  void aBlobIsAskedForReadAndDownloaded() throws IOException {
    Digest digest = registry.addBlob("demo", "hello".getBytes(UTF_8));
    Blobs blobs = repository().blobs();

    assertEquals(5, blobs.resolve(digest).size());
    assertArrayEquals("hello".getBytes(UTF_8), blobs.read(digest));
    blobs.download(digest, work.resolve("blob"));

    assertEquals("hello", Files.readString(work.resolve("blob")));
    Digest missing = Digest.of("other".getBytes(UTF_8));
    assertThrows(NotFoundException.class, () -> blobs.resolve(missing));
    assertThrows(NotFoundException.class, () -> blobs.open(missing));
  }

  @Test
  void aNameIsTextAReferenceOrALocation() throws IOException {
    String text = demo(":v1");
    ArtifactLocation location = oras.at(Reference.parse("demo:v1", registry.host()));
    Repository repository = location.repository();
    Artifact artifact = Artifact.of(Layer.ofBytes("a".getBytes(UTF_8)).withTitle("a.txt"));

    RawManifest pushed = oras.push(text, artifact).manifest();
    assertEquals(text, location.toString());
    assertEquals(pushed.descriptor().plain(), repository.resolve("v1"));
    assertEquals(oras.fetch(text), repository.fetch("v1"));
    assertEquals(
        oras.copy(text, text + "-copy").manifest(),
        oras.copy(location, location.withTag("v1-copy")).manifest());
    oras.pull(text, work.resolve("text"));
    repository.pull("v1", work.resolve("location"));
    assertEquals(Folders.texts(work.resolve("text")), Folders.texts(work.resolve("location")));
  }

  @Test
  void blobsManifestsAndTagsAreWrittenAndRemoved() throws IOException {
    Repository all = repository();
    byte[] content = "hello".getBytes(UTF_8);
    Descriptor blob = all.blobs().push(MediaType.OCTET_STREAM, content);
    RawManifest manifest = OciJson.encode(ImageManifest.builder().layer(blob).build());

    assertEquals(Descriptor.of(MediaType.OCTET_STREAM, content), blob);
    all.blobs().push(Descriptor.EMPTY_JSON, ContentSource.ofBytes("{}".getBytes(UTF_8)));
    all.pushManifest(manifest, "v1");
    all.pushManifest(manifest, "v2");
    assertTrue(all.blobs().exists(blob.digest()));
    all.blobs().download(blob, work.resolve("blob"));
    assertEquals("hello", Files.readString(work.resolve("blob")));
    assertEquals(List.of("v1"), all.untag("v1"));
    assertEquals(manifest.descriptor().plain(), all.delete("v2"));
    assertEquals(List.of(), registry.tags("demo"));
  }

  @Test
  void aRepositoryHasItsUrls() {
    Digest digest = Digest.of("hello".getBytes(UTF_8));
    RegistryUrls urls = oras.registry("ghcr.io").urls("org/demo");
    String base = "https://ghcr.io/v2/org/demo/";

    assertEquals("org/demo", urls.repository());
    assertEquals(base + "blobs/" + digest, urls.blob(digest).toString());
    assertEquals(base + "blobs/uploads/", urls.uploads().toString());
    assertEquals(base + "manifests/v1", urls.manifest("v1").toString());
    assertEquals(base + "manifests/" + digest, urls.manifest(digest.toString()).toString());
    assertEquals(base + "tags/list", urls.tags().toString());
    assertEquals(base + "tags/list?n=5", RegistryUrls.with(urls.tags(), "n", "5").toString());
    assertEquals(
        "https://registry-1.docker.io/v2/library/ubuntu/tags/list",
        oras.registry("docker.io").urls("ubuntu").tags().toString());
  }

  @Test
  void aRequestOfOnesOwnHasMethodHeadersAndBody() throws IOException {
    URI uploads = oras.registry(registry.host()).urls("demo").uploads();
    byte[] body = "hello".getBytes(UTF_8);
    URI whole = RegistryUrls.with(uploads, "digest", Digest.of(body).toString());

    TransportRequest request =
        TransportRequest.builder()
            .method("POST")
            .uri(whole)
            .headers(Headers.of("Content-Type", "application/octet-stream"))
            .body(new RequestBody.Bytes(body))
            .timeout(SafetyLimit.DURATION)
            .build();
    try (TransportResponse answer = oras.registry(registry.host()).send(request)) {
      assertEquals(201, answer.status());
      assertEquals("", new String(answer.body().readAllBytes(), UTF_8));
    }
    assertArrayEquals(body, registry.blob("demo", Digest.of(body)).orElseThrow());
  }

  @Test
  void requestsGoThroughTheTransportThatIsGiven() throws IOException {
    List<String> sent = new ArrayList<>();
    HttpTransport own =
        new HttpTransport() {
          @Override
          public TransportResponse send(TransportRequest request) throws IOException {
            sent.add(request.method() + " " + request.uri());
            throw new IOException("not today");
          }

          @Override
          public void close() {
            sent.add("closed");
          }
        };
    try (Oras mine =
        Oras.builder().installedCredentials(InstalledCredentials.none()).transport(own).build()) {
      assertThrows(IOException.class, () -> mine.registry("registry.example").ping());
    }
    assertEquals(List.of("GET https://registry.example/v2/", "closed"), sent);
  }

  @Test
  void aTransportThatHasNothingToCloseIsALambda() throws IOException {
    HttpTransport own =
        request -> {
          throw new IOException("not today");
        };
    try (Oras mine =
        Oras.builder().installedCredentials(InstalledCredentials.none()).transport(own).build()) {
      IOException failure =
          assertThrows(IOException.class, () -> mine.registry("registry.example").ping());
      assertTrue(failure.getMessage().contains("not today"), failure.getMessage());
    }
  }

  @Test
  void aFolderToPullIntoIsMade() throws IOException {
    oras.push(demo(":v1"), Artifact.of(Layer.ofBytes("a".getBytes(UTF_8)).withTitle("deep/a.txt")));
    oras.pull(demo(":v1"), work.resolve("not/there/yet"));

    assertEquals(Map.of("deep/a.txt", "a"), Folders.texts(work.resolve("not/there/yet")));
  }
}
