package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryOptionsTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(HELLO);
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String EMPTY =
      "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[]}";

  @Test
  void aBlobOfUnknownLengthIsRefusedUnlessItIsAllowed() throws Exception {
    assertEquals(411, putOfUnknownLength(InProcessRegistry.builder()));
    assertEquals(201, putOfUnknownLength(InProcessRegistry.builder().lengthRequired(false)));
  }

  private static int putOfUnknownLength(RegistryBuilder builder) throws Exception {
    try (InProcessRegistry registry = builder.start()) {
      String upload = new Http(registry).begin("r") + "&digest=" + DIGEST;
      HttpRequest put =
          HttpRequest.newBuilder(registry.uri(upload))
              .header("Content-Type", Http.OCTETS)
              .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(HELLO)))
              .build();
      return HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void aSinglePostStoresOrBeginsAnUpload() throws Exception {
    String path = "/v2/r/blobs/uploads/?digest=" + DIGEST;
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      var post = new Http(registry).send("POST", path, "hello", "Content-Type", Http.OCTETS);
      assertEquals(201, post.statusCode());
    }
    try (InProcessRegistry registry = InProcessRegistry.builder().singlePost(false).start()) {
      var post = new Http(registry).send("POST", path, "hello", "Content-Type", Http.OCTETS);
      assertEquals(202, post.statusCode());
      assertEquals(1, registry.openUploads());
    }
  }

  @Test
  void onlyTheLastChunkMayBeShort() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().chunkMinLength(3).start()) {
      Http http = new Http(registry);
      var begun = http.send("POST", "/v2/r/blobs/uploads/", "");
      assertEquals("3", begun.headers().firstValue("OCI-Chunk-Min-Length").orElseThrow());
      var chunk = patch(http, begun, "he", "0-1");
      assertEquals(202, chunk.statusCode());
      assertEquals(400, patch(http, chunk, "llo", "2-4").statusCode());

      chunk = patch(http, http.send("POST", "/v2/r/blobs/uploads/", ""), "hel", "0-2");
      chunk = patch(http, chunk, "lo", "3-4");
      String put = Http.location(chunk) + "&digest=" + DIGEST;
      assertEquals(201, http.send("PUT", put, "").statusCode());
    }
  }

  private static HttpResponse<String> patch(
      Http http, HttpResponse<?> last, String body, String range) throws Exception {
    String[] headers = {"Content-Type", Http.OCTETS, "Content-Range", range};
    return http.send("PATCH", Http.location(last), body, headers);
  }

  @Test
  void whatIsDeletedIsGoneWithItsTags() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      Http http = new Http(registry);
      Digest digest = registry.addManifest("r", "a", INDEX, EMPTY.getBytes(StandardCharsets.UTF_8));
      registry.addManifest("r", "b", INDEX, EMPTY.getBytes(StandardCharsets.UTF_8));
      assertEquals(202, http.send("DELETE", "/v2/r/manifests/a", "").statusCode());
      assertEquals(List.of("b"), registry.tags("r"));
      assertEquals(202, http.send("DELETE", "/v2/r/manifests/" + digest, "").statusCode());
      assertEquals(List.of(), registry.tags("r"));
      assertEquals(404, http.send("DELETE", "/v2/r/manifests/" + digest, "").statusCode());

      String upload = http.begin("r");
      assertEquals(204, http.send("DELETE", upload, "").statusCode());
      assertEquals(404, http.get(upload).statusCode());
    }
  }

  @Test
  void anyManifestIsStoredIfTheRegistryDoesNotRead() throws Exception {
    String odd = "{\"schemaVersion\":1,\"subject\":{\"digest\":\"x\"}}";
    for (String body : List.of("no JSON", odd)) {
      try (InProcessRegistry strict = InProcessRegistry.start();
          InProcessRegistry registry =
              InProcessRegistry.builder().quirk(RegistryQuirk.ANY_MANIFEST).start()) {
        String path = "/v2/r/manifests/a";
        assertEquals(
            400, new Http(strict).send("PUT", path, body, "Content-Type", "odd").statusCode());
        Http http = new Http(registry);
        assertEquals(201, http.send("PUT", path, body, "Content-Type", "odd").statusCode());
        HttpResponse<String> answer = http.get(path);
        assertEquals(body, answer.body());
        assertEquals("odd", answer.headers().firstValue("Content-Type").orElseThrow());
      }
    }
  }

  @Test
  void aReadOnlyRegistryChangesNothing() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().readOnly(true).start()) {
      Http http = new Http(registry);
      registry.addBlob("r", HELLO);
      assertEquals(405, http.send("POST", "/v2/r/blobs/uploads/", "").statusCode());
      assertEquals(405, http.send("DELETE", "/v2/r/blobs/" + DIGEST, "").statusCode());
      var put = http.send("PUT", "/v2/r/manifests/v1", EMPTY, "Content-Type", INDEX);
      assertEquals(405, put.statusCode());
      assertEquals("hello", http.get("/v2/r/blobs/" + DIGEST).body());
    }
  }

  @Test
  void aManifestPushedByDigestTakesTagsAlong() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().manifestLimit(100).start()) {
      Http http = new Http(registry);
      Digest digest = Digest.of(EMPTY.getBytes(StandardCharsets.UTF_8));
      String path = "/v2/r/manifests/" + digest + "?tag=a&tag=b";
      var put = http.send("PUT", path, EMPTY, "Content-Type", INDEX);
      assertEquals("a, b", put.headers().firstValue("OCI-Tag").orElseThrow());
      assertEquals(digest, registry.tag("r", "b").orElseThrow());

      var tooLong = http.send("PUT", path, EMPTY + " ".repeat(100), "Content-Type", INDEX);
      assertEquals(413, tooLong.statusCode());
    }
  }

  @Test
  void theCatalogListsRepositoriesInPages() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      registry.addBlob("b/x", HELLO);
      registry.addBlob("a", HELLO);
      Http http = new Http(registry);
      assertEquals("{\"repositories\":[\"a\",\"b/x\"]}", http.get("/v2/_catalog").body());
      var page = http.get("/v2/_catalog?n=1");
      assertEquals(
          "</v2/_catalog?n=1&last=a>; rel=\"next\"",
          page.headers().firstValue("Link").orElseThrow());
      assertTrue(http.get("/v2/_catalog?n=1&last=a").headers().firstValue("Link").isEmpty());
    }
  }
}
