package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessRegistryTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(HELLO);
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private InProcessRegistry registry;
  private Http http;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    http = new Http(registry);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void aBlobIsPushedByPostAndPutAndPulled(DigestAlgorithm algorithm) throws Exception {
    Digest digest = Digest.of(algorithm, HELLO);
    String upload = http.begin("a/b");
    var put = http.send("PUT", upload + "&digest=" + digest, "hello", "Content-Type", Http.OCTETS);

    assertEquals(201, put.statusCode());
    var get = http.get(Http.location(put));
    assertEquals("hello", get.body());
    assertEquals(digest.toString(), header(get, "Docker-Content-Digest"));
    assertArrayEquals(HELLO, registry.blob("a/b", digest).orElseThrow());
    assertEquals(0, registry.openUploads());
  }

  @Test
  void chunksComeInOrderAndTheStatusTellsWhatCame() throws Exception {
    String upload = http.begin("r");
    var first = patch(upload, "hel", "0-2");
    assertEquals(202, first.statusCode());
    assertEquals("0-2", header(first, "Range"));

    assertEquals(416, patch(Http.location(first), "o", "4-4").statusCode());
    var status = http.get(Http.location(first));
    assertEquals(204, status.statusCode());
    assertEquals("0-2", header(status, "Range"));

    var second = patch(Http.location(status), "lo", "3-4");
    var put = http.send("PUT", Http.location(second) + "&digest=" + DIGEST, "");
    assertEquals(201, put.statusCode());
    assertArrayEquals(HELLO, registry.blob("r", DIGEST).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 0-2", "0-2/5", "0-3", "a-b"})
  void aContentRangeThatIsNotThatOfTheBodyIsRefused(String range) throws Exception {
    assertEquals(400, patch(http.begin("r"), "hel", range).statusCode());
  }

  @Test
  void anAddressThatTheClientBuiltItselfIsRefused() throws Exception {
    String upload = http.begin("r");
    String bare = upload.substring(0, upload.indexOf('?'));
    var built = http.send("PUT", bare + "?digest=" + DIGEST, "hello", "Content-Type", Http.OCTETS);
    assertError(400, "BLOB_UPLOAD_INVALID", built);

    patch(upload, "hel", "0-2");
    assertError(400, "BLOB_UPLOAD_INVALID", patch(upload, "lo", "3-4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e", "", "sha256"})
  void aDigestThatIsNoneIsRefused(String digest) throws Exception {
    var put =
        http.send(
            "PUT", http.begin("r") + "&digest=" + digest, "hello", "Content-Type", Http.OCTETS);
    assertError(400, "DIGEST_INVALID", put);
  }

  @Test
  void bytesThatHaveAnotherDigestAreNotKept() throws Exception {
    var put =
        http.send(
            "PUT", http.begin("r") + "&digest=" + DIGEST, "hallo", "Content-Type", Http.OCTETS);
    assertError(400, "DIGEST_INVALID", put);
    assertTrue(registry.blob("r", DIGEST).isEmpty());
  }

  @Test
  void aMountNeedsNoUploadAndWithoutTheBlobBeginsOne() throws Exception {
    registry.addBlob("from", HELLO);
    String path = "/v2/to/blobs/uploads/?mount=" + DIGEST;

    assertEquals(202, http.send("POST", path + "&from=other", "").statusCode());
    assertEquals(201, http.send("POST", path + "&from=from", "").statusCode());
    assertEquals(201, http.send("POST", path.replace("/to/", "/more/"), "").statusCode());
    assertArrayEquals(HELLO, registry.blob("to", DIGEST).orElseThrow());
  }

  @Test
  void partOfABlobIsServed() throws Exception {
    registry.addBlob("r", HELLO);
    String path = "/v2/r/blobs/" + DIGEST;

    var part = http.get(path, "Range", "bytes=1-3");
    assertEquals(206, part.statusCode());
    assertEquals("ell", part.body());
    assertEquals("bytes 1-3/5", header(part, "Content-Range"));
    assertEquals("lo", http.get(path, "Range", "bytes=3-").body());
    assertEquals("lo", http.get(path, "Range", "bytes=-2").body());
    assertEquals(416, http.get(path, "Range", "bytes=5-9").statusCode());
    assertEquals(416, http.get(path, "Range", "bytes=3-0").statusCode());
  }

  @Test
  void aManifestIsKeptByteForByteUnderTagAndDigest() throws Exception {
    String manifest = manifest() + "\n";
    var put = http.send("PUT", "/v2/r/manifests/v1", manifest, "Content-Type", MANIFEST_TYPE);
    assertEquals(201, put.statusCode());

    for (String path : List.of("/v2/r/manifests/v1", Http.location(put))) {
      var get = http.get(path);
      assertEquals(manifest, get.body());
      assertEquals(MANIFEST_TYPE, header(get, "Content-Type"));
      var head = http.send("HEAD", path, "");
      assertEquals(header(get, "Content-Length"), header(head, "Content-Length"));
      assertEquals(header(get, "Docker-Content-Digest"), header(head, "Docker-Content-Digest"));
    }
  }

  @Test
  void aManifestWhoseBlobsAreMissingIsRefused() throws Exception {
    String manifest = manifest().replace("[]", "[" + descriptor(Digest.of(new byte[1])) + "]");
    var put = http.send("PUT", "/v2/r/manifests/v1", manifest, "Content-Type", MANIFEST_TYPE);
    assertError(400, "MANIFEST_BLOB_UNKNOWN", put);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", MANIFEST_TYPE + "; charset=utf-8", "text/plain;charset=utf-8"})
  void aManifestSentAsAnotherTypeIsRefused(String type) throws Exception {
    var put = http.send("PUT", "/v2/r/manifests/v1", manifest(), "Content-Type", type);
    assertError(400, "MANIFEST_INVALID", put);
  }

  @Test
  void tagsComeSortedAndInPages() throws Exception {
    for (String tag : List.of("b", "a", "C", "d")) {
      registry.addManifest("r", tag, MANIFEST_TYPE, manifest().getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("{\"name\":\"r\",\"tags\":[\"C\",\"a\",\"b\",\"d\"]}", tags("").body());
    var page = tags("?n=2");
    assertTrue(page.body().contains("[\"C\",\"a\"]"), page.body());
    assertEquals("</v2/r/tags/list?n=2&last=a>; rel=\"next\"", header(page, "Link"));
    assertTrue(tags("?n=2&last=a").body().contains("[\"b\",\"d\"]"));
    assertTrue(tags("?n=2&last=a").headers().firstValue("Link").isEmpty());
    assertTrue(tags("?n=0").body().contains("[]"));
    assertError(404, "NAME_UNKNOWN", http.get("/v2/none/tags/list"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/UP/tags/list", "/v2/a..b/tags/list", "/v2/a%2Fb/tags/list"})
  void aNameThatIsNoneIsRefused(String path) throws Exception {
    assertError(400, "NAME_INVALID", http.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/r/tags/list/", "/v2/r/manifests/v1/", "/"})
  void aPathThatIsNoneIsNotFound(String path) throws Exception {
    assertEquals(404, http.get(path).statusCode());
  }

  @Test
  void theLogHasWhatWasAsked() throws Exception {
    http.get("/v2/r/tags/list?n=1", "X-Test", "yes");
    http.send("PUT", "/v2/r/manifests/v1", "{}", "Content-Type", MANIFEST_TYPE);

    LoggedRequest first = registry.requests().get(0);
    assertEquals("GET /v2/r/tags/list?n=1 -> 404 (0 bytes)", first.toString());
    assertEquals("yes", first.header("x-test").orElseThrow());
    assertEquals(2, registry.requests().get(1).bodyLength());
    registry.clear();
    assertEquals(List.of(), registry.requests());
  }

  private static String manifest() {
    return """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"a/b","layers":[]}"""
        .formatted(MANIFEST_TYPE);
  }

  private static String descriptor(Digest digest) {
    return "{\"mediaType\":\"" + Http.OCTETS + "\",\"digest\":\"" + digest + "\",\"size\":1}";
  }

  private HttpResponse<String> patch(String upload, String body, String range) throws Exception {
    return http.send("PATCH", upload, body, "Content-Type", Http.OCTETS, "Content-Range", range);
  }

  private HttpResponse<String> tags(String query) throws Exception {
    return http.get("/v2/r/tags/list" + query);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(none)");
  }

  private static void assertError(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(response.body().contains("{\"code\":\"" + code + "\""), response.body());
  }
}
