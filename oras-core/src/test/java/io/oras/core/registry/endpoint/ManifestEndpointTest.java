package io.oras.core.registry.endpoint;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.bytes;
import static io.oras.core.registry.Fixture.digest;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.core.options.Limits;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Received;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.RemoteRepository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestEndpointTest {
  private static final String TYPE = MediaType.OCI_MANIFEST.value();
  private static final String BODY =
      """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
       "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},
       "layers":[]}
      """;
  private static final String UNTYPED =
      BODY.replace("\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",", "");
  private static final Digest DIGEST = digest(BODY);
  private static final String BY_TAG = " /v2/demo/manifests/v1";
  private static final String BY_DIGEST = " /v2/demo/manifests/" + DIGEST;

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  private static Reply manifest() {
    return reply(200, BODY).with("Content-Type", TYPE);
  }

  private static RawManifest raw(String body) throws IOException {
    byte[] bytes = bytes(body);
    return new io.oras.core.json.JsonManifestCodec()
        .read(Descriptor.of(MediaType.OCI_MANIFEST, bytes), bytes);
  }

  @Test
  @Tag("DIST-PULL-01")
  void getAndHeadAcceptAllManifestTypes() throws IOException {
    http.on("GET" + BY_TAG, manifest());
    fixture.reading().resolve("v1");
    assertEquals(List.of("HEAD" + BY_TAG, "GET" + BY_TAG), http.lines());
    for (Received request : http.received) {
      for (MediaType type :
          List.of(
              MediaType.OCI_MANIFEST,
              MediaType.OCI_INDEX,
              MediaType.DOCKER_MANIFEST,
              MediaType.DOCKER_MANIFEST_LIST)) {
        assertTrue(request.header("Accept").contains(type.value()), type.value());
      }
    }
  }

  @Test
  @Tag("DIST-MAN-06")
  @Tag("IMG-DIG-12")
  void manifestByTagIsOneGetWithItsExactBytes() throws IOException {
    http.on("GET" + BY_TAG, manifest());
    RawManifest found = fixture.reading().fetchReference("v1");
    assertEquals(List.of("GET" + BY_TAG), http.lines());
    assertArrayEquals(bytes(BODY), found.bytes());
    assertEquals(Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY)), found.descriptor());
  }

  @ParameterizedTest
  @Tag("DIST-PULL-02")
  @ValueSource(
      strings = {
        "application/vnd.oci.image.manifest.v1+json; charset=utf-8",
        "Application/VND.oci.image.manifest.v1+json"
      })
  void parametersAndCaseOfContentTypeDoNotMatter(String header) throws IOException {
    http.on("GET" + BY_TAG, reply(200, BODY).with("Content-Type", header));
    assertEquals(
        MediaType.OCI_MANIFEST, fixture.reading().fetchReference("v1").descriptor().mediaType());
  }

  @Test
  @Tag("DIST-PULL-03")
  void bodyOfAnotherTypeThanItsHeaderHasNoView() throws IOException {
    String index = MediaType.OCI_INDEX.value();
    http.on("GET" + BY_TAG, reply(200, BODY).with("Content-Type", index));
    RawManifest fetched = fixture.reading().fetchReference("v1");
    assertEquals(MediaType.OCI_INDEX, fetched.descriptor().mediaType());
    assertEquals(Optional.empty(), fetched.view());
  }

  @Test
  @Tag("IMG-MT-01")
  @Tag("DIST-PULL-03")
  @Tag("DIST-PULL-19")
  void bodyWithoutMediaTypeIsWhatItsHeaderSays() throws IOException {
    http.on("GET" + BY_TAG, reply(200, UNTYPED).with("Content-Type", TYPE));
    assertEquals(
        MediaType.OCI_MANIFEST, fixture.reading().fetchReference("v1").descriptor().mediaType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", "application/octet-stream"})
  void headerThatSaysNothingLeavesItToTheBody(String header) throws IOException {
    http.on("GET" + BY_TAG, reply(200, BODY).with("Content-Type", header));
    http.on("GET /v2/demo/manifests/v2", reply(200, UNTYPED).with("Content-Type", header));
    assertTrue(fixture.reading().fetchReference("v1").view().isPresent());
    assertTrue(fixture.reading().fetchReference("v2").view().isPresent());
  }

  @Test
  @Tag("IMG-MT-02")
  void theTypeThatWasExpectedCountsWhenTheDigestIsRight() throws IOException {
    http.on("GET" + BY_DIGEST, reply(200, BODY).with("Content-Type", "application/octet-stream"));
    Descriptor expected = Descriptor.of(MediaType.OCI_MANIFEST, DIGEST, bytes(BODY).length);
    try (var in = fixture.reading().fetch(expected)) {
      assertArrayEquals(bytes(BODY), in.readAllBytes());
    }
  }

  @Test
  void webPageIsNoManifest() {
    http.on("GET" + BY_TAG, reply(200, "<html>").with("Content-Type", "text/html"));
    InvalidManifestException e =
        assertThrows(InvalidManifestException.class, () -> fixture.reading().fetchReference("v1"));
    assertTrue(e.getMessage().contains("text/html"), e.getMessage());
  }

  @Test
  @Tag("DIST-PULL-04")
  void digestHeaderThatLiesFailsThePull() {
    http.on("GET" + BY_TAG, manifest().with("Docker-Content-Digest", digest("other").toString()));
    assertThrows(ContentVerificationException.class, () -> fixture.reading().fetchReference("v1"));
  }

  @Test
  @Tag("DIST-PULL-05")
  void digestHeaderMayBeOfAnotherAlgorithm() throws IOException {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, bytes(BODY));
    http.on(
        "GET /v2/demo/manifests/" + sha512,
        manifest().with("Docker-Content-Digest", DIGEST.toString()),
        manifest().with("Docker-Content-Digest", digest("other").toString()));
    RemoteRepository demo = fixture.reading();
    assertEquals(sha512, demo.fetchReference(sha512.toString()).descriptor().digest());
    assertThrows(ContentVerificationException.class, () -> demo.fetchReference(sha512.toString()));
  }

  @Test
  @Tag("IMG-MT-03")
  @Tag("DIST-PULL-06")
  @Tag("DIST-RFR-11")
  void tamperedBodyFailsThePullByDigest() {
    http.on(
        "GET" + BY_DIGEST,
        reply(200, BODY + " ")
            .with("Content-Type", TYPE)
            .with("Docker-Content-Digest", DIGEST.toString()));
    assertThrows(
        ContentVerificationException.class,
        () -> fixture.reading().fetchReference(DIGEST.toString()));
    assertThrows(
        ContentVerificationException.class,
        () ->
            fixture
                .reading()
                .fetch(Descriptor.of(MediaType.OCI_MANIFEST, DIGEST, bytes(BODY).length)));
  }

  @Test
  @Tag("DIST-PULL-07")
  void missingManifestIsTold() {
    http.on("GET" + BY_TAG, error(404, "MANIFEST_UNKNOWN"));
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> fixture.reading().fetchReference("v1"));
    assertEquals(404, e.response().orElseThrow().status());
    assertTrue(e.response().orElseThrow().has("MANIFEST_UNKNOWN"));
    assertTrue(
        e.getMessage().startsWith("GET https://r.example/v2/demo/manifests/v1: 404"),
        e.getMessage());
  }

  @Test
  @Tag("DIST-PULL-16")
  @Tag("DIST-PULL-17")
  void headWithoutDigestFallsBackToTheBody() throws IOException {
    http.on("HEAD" + BY_TAG, reply(200).with("Content-Type", TYPE).with("Content-Length", "9"));
    http.on("GET" + BY_TAG, manifest());
    assertEquals(
        Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY)), fixture.reading().resolve("v1"));
  }

  @Test
  @Tag("DIST-PULL-16")
  void headWithoutLengthIsNoSizeOfZero() throws IOException {
    http.on(
        "HEAD" + BY_TAG,
        reply(200).with("Content-Type", TYPE).with("Docker-Content-Digest", DIGEST.toString()));
    http.on("GET" + BY_TAG, manifest());
    assertEquals(bytes(BODY).length, fixture.reading().resolve("v1").size());
  }

  @Test
  void lengthOfCompressedContentIsNoSize() throws IOException {
    http.on(
        "HEAD" + BY_TAG,
        reply(200)
            .with("Content-Type", TYPE)
            .with("Content-Length", "9")
            .with("Content-Encoding", "gzip")
            .with("Docker-Content-Digest", DIGEST.toString()));
    http.on("GET" + BY_TAG, manifest());
    assertEquals(bytes(BODY).length, fixture.reading().resolve("v1").size());
  }

  @Test
  void completeHeadIsEnoughToResolve() throws IOException {
    http.on(
        "HEAD" + BY_TAG,
        reply(200)
            .with("Content-Type", TYPE)
            .with("Content-Length", "77")
            .with("Docker-Content-Digest", DIGEST.toString()));
    assertEquals(
        Descriptor.of(MediaType.OCI_MANIFEST, DIGEST, 77), fixture.reading().resolve("v1"));
    assertEquals(List.of("HEAD" + BY_TAG), http.lines());
  }

  @Test
  @Tag("DIST-PULL-18")
  void headByDigestKeepsTheDigestThatWasAskedFor() throws IOException {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, bytes(BODY));
    http.on(
        "HEAD /v2/demo/manifests/" + sha512,
        reply(200).with("Content-Type", TYPE).with("Content-Length", "77"));
    assertEquals(sha512, fixture.reading().resolve(sha512.toString()).digest());
    assertEquals(1, http.received.size());
  }

  @ParameterizedTest
  @Tag("DIST-PULL-19")
  @ValueSource(ints = {403, 404, 405, 501})
  void refusedHeadIsAskedByGet(int status) throws IOException {
    http.on("HEAD" + BY_TAG, reply(status)).on("GET" + BY_TAG, manifest());
    assertEquals(DIGEST, fixture.reading().resolve("v1").digest());
  }

  @Test
  void registryWithoutHeadIsNotAskedSoAgain() throws IOException {
    http.on("HEAD" + BY_TAG, reply(405)).on("GET" + BY_TAG, manifest());
    fixture.reading().resolve("v1");
    fixture.reading().resolve("v1");
    assertEquals(1, http.all("HEAD").size());
  }

  @Test
  void existenceIsOneHead() throws IOException {
    http.on("HEAD" + BY_DIGEST, reply(200), reply(404));
    RemoteRepository demo = fixture.writing();
    Descriptor descriptor = Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY));
    assertTrue(demo.exists(descriptor));
    assertFalse(demo.exists(descriptor));
    assertEquals(2, http.received.size());
  }

  @Test
  void forbiddenHeadSaysNothingToAWriterAndAllToAReader() throws IOException {
    http.on("HEAD" + BY_DIGEST, reply(403)).on("GET" + BY_DIGEST, error(403, "DENIED"));
    Descriptor descriptor = Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY));
    assertFalse(fixture.writing().exists(descriptor));
    assertThrows(AccessDeniedException.class, () -> fixture.reading().exists(descriptor));
  }

  @Test
  @Tag("DIST-SIZE-02")
  void manifestBeyondTheLimitIsNotRead() {
    fixture.limits = Limits.builder().manifestBytes(100).build();
    http.on("GET" + BY_TAG, manifest());
    assertThrows(LimitExceededException.class, () -> fixture.reading().fetchReference("v1"));
  }

  @Test
  @Tag("DIST-SIZE-01")
  void manifestOfFourMegabytesGoesBothWays() throws IOException {
    String large = BODY + " ".repeat((4 << 20) - bytes(BODY).length);
    http.on("GET" + BY_TAG, reply(200, large).with("Content-Type", TYPE));
    RawManifest found = fixture.reading().fetchReference("v1");
    assertEquals(4 << 20, found.descriptor().size());
    http.on("PUT" + BY_TAG, reply(201));
    fixture.writing().pushReference(found, "v1");
    assertEquals(4 << 20, http.last().body().length);
  }

  @Test
  @Tag("IMG-DIG-11")
  void digestThatCannotBeVerifiedIsNotTrusted() {
    http.on(
        "GET /v2/demo/manifests/multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
        manifest());
    assertThrows(
        UnsupportedDigestException.class,
        () ->
            fixture
                .reading()
                .fetchReference("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8"));
  }

  @Test
  @Tag("DIST-REF-03")
  void nothingButATagOrADigestBecomesAUrl() {
    for (String reference : List.of("", "v1@" + DIGEST, "../x", "a/b", "sha256:abc", "a b")) {
      assertThrows(
          IllegalArgumentException.class, () -> fixture.reading().fetchReference(reference));
    }
    assertEquals(List.of(), http.lines());
  }

  @Test
  @Tag("DIST-MAN-01")
  @Tag("DIST-MAN-02")
  @Tag("DIST-MAN-03")
  @Tag("DIST-MAN-05")
  void pushByTagIsOnePutOfTheExactBytesUnderTheirOwnType() throws IOException {
    http.on("PUT" + BY_TAG, reply(201));
    fixture.writing().pushReference(raw(BODY), "v1");
    assertEquals(List.of("PUT" + BY_TAG), http.lines());
    assertEquals(TYPE, http.last().header("Content-Type"));
    assertEquals(BODY, http.last().text());
  }

  @Test
  @Tag("DIST-MAN-03")
  void contentOfAnotherTypeThanDescribedIsNotSent() {
    Descriptor wrong = Descriptor.of(MediaType.OCI_INDEX, bytes(BODY));
    assertThrows(
        InvalidManifestException.class,
        () -> fixture.writing().push(wrong, ContentSource.ofBytes(bytes(BODY))));
    assertEquals(List.of(), http.lines());
  }

  @Test
  @Tag("DIST-MAN-08")
  void contentOfAnotherDigestIsNotSent() {
    Descriptor described = Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY));
    assertThrows(
        ContentVerificationException.class,
        () ->
            fixture
                .writing()
                .push(described, ContentSource.ofBytes(bytes(BODY.replace("2,", "2 ")))));
    assertEquals(List.of(), http.lines());
  }

  @Test
  @Tag("DIST-MAN-07")
  void registryThatStoredSomethingElseFailsThePush() {
    http.on("PUT" + BY_TAG, reply(201).with("Docker-Content-Digest", digest("x").toString()));
    assertThrows(
        ContentVerificationException.class, () -> fixture.writing().pushReference(raw(BODY), "v1"));
  }

  @Test
  void serverThatSaysOkToEverythingIsNoRegistry() {
    http.otherwise(request -> reply(200));
    RegistryException e =
        assertThrows(
            RegistryException.class, () -> fixture.writing().pushReference(raw(BODY), "v1"));
    assertTrue(e.getMessage().contains("201"), e.getMessage());
  }

  @Test
  @Tag("DIST-MAN-11")
  @Tag("DIST-MAN-12")
  void refusedPushTellsTheCode() {
    http.on("PUT" + BY_TAG, error(413, "SIZE_INVALID"), error(400, "MANIFEST_BLOB_UNKNOWN"));
    RemoteRepository demo = fixture.writing();
    RegistryException large =
        assertThrows(RegistryException.class, () -> demo.pushReference(raw(BODY), "v1"));
    assertEquals(413, large.response().orElseThrow().status());
    RegistryException incomplete =
        assertThrows(RegistryException.class, () -> demo.pushReference(raw(BODY), "v1"));
    assertTrue(incomplete.response().orElseThrow().has("MANIFEST_BLOB_UNKNOWN"));
  }

  @Test
  @Tag("DIST-MAN-09")
  void severalTagsGoOutInOnePutAndThoseNotTakenOneByOne() throws IOException {
    http.on(
        "PUT" + BY_DIGEST + "?tag=1.2.3&tag=1.2&tag=1&tag=latest&tag=more",
        reply(201).with("OCI-Tag", "1.2.3, 1.2, 1").with("OCI-Tag", "latest"));
    http.on("PUT /v2/demo/manifests/more", reply(201));
    fixture.writing().push(raw(BODY), List.of("1.2.3", "1.2", "1", "latest", "more"));
    assertEquals(2, http.received.size());
    assertEquals("PUT /v2/demo/manifests/more", http.last().line());
  }

  @Test
  void thousandsOfTagsGoOutInRequestsOfABoundedSize() throws IOException {
    List<String> tags = IntStream.range(0, 3_000).mapToObj(i -> "t".repeat(120) + i).toList();
    http.otherwise(
        request ->
            reply(201)
                .with(
                    "OCI-Tag", request.line().replaceFirst(".*\\?tag=", "").replace("&tag=", ",")));
    fixture.writing().push(raw(BODY), tags);
    assertEquals(60, http.received.size());
    assertTrue(http.lines().stream().allMatch(line -> line.length() < 8 << 10));
  }

  @Test
  @Tag("DIST-MAN-09")
  void registryThatTakesOneTagAtATimeIsRemembered() throws IOException {
    http.otherwise(request -> reply(201));
    RemoteRepository demo = fixture.writing();
    demo.push(raw(BODY), List.of("a", "b"));
    demo.push(raw(BODY), List.of("a", "b"));
    assertEquals(
        List.of(
            "PUT" + BY_DIGEST + "?tag=a&tag=b",
            "PUT /v2/demo/manifests/a",
            "PUT /v2/demo/manifests/b",
            "PUT /v2/demo/manifests/a",
            "PUT /v2/demo/manifests/b"),
        http.lines());
  }

  @ParameterizedTest
  @Tag("DIST-MAN-10")
  @ValueSource(ints = {414, 431})
  void tooManyTagsForOneUrlGoOneByOne(int status) throws IOException {
    http.on("PUT" + BY_DIGEST + "?tag=a&tag=b", reply(status));
    http.on("PUT /v2/demo/manifests/a", reply(201)).on("PUT /v2/demo/manifests/b", reply(201));
    fixture.writing().push(raw(BODY), List.of("a", "b"));
    assertEquals(3, http.received.size());
  }

  @Test
  void manifestOfAnotherAlgorithmIsPushedByItsDigestFirst() throws IOException {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, bytes(BODY));
    Descriptor descriptor = Descriptor.of(MediaType.OCI_MANIFEST, sha512, bytes(BODY).length);
    RawManifest manifest = new io.oras.core.json.JsonManifestCodec().read(descriptor, bytes(BODY));
    http.otherwise(request -> reply(201));
    fixture.writing().pushReference(manifest, "v1");
    assertEquals(
        List.of("PUT /v2/demo/manifests/" + sha512, "PUT /v2/demo/manifests/v1"), http.lines());
  }

  @Test
  void taggingIsOneGetAndOnePut() throws IOException {
    http.on("GET" + BY_DIGEST, manifest()).on("PUT /v2/demo/manifests/v2", reply(201));
    fixture.writing().tag(Descriptor.of(MediaType.OCI_MANIFEST, bytes(BODY)), "v2");
    assertEquals(List.of("GET" + BY_DIGEST, "PUT /v2/demo/manifests/v2"), http.lines());
    assertEquals(BODY, http.last().text());
  }

  @Test
  void tokensAreAskedForWhatIsDone() throws IOException {
    http.on("GET" + BY_TAG, manifest()).on("PUT" + BY_TAG, reply(201));
    fixture.reading().fetchReference("v1");
    assertEquals("repository:demo:pull", http.last().request().scopes().get(0).toString());
    fixture.writing().fetchReference("v1");
    assertEquals("repository:demo:pull,push", http.last().request().scopes().get(0).toString());
    fixture.writing().pushReference(raw(BODY), "v1");
    assertEquals("repository:demo:pull,push", http.last().request().scopes().get(0).toString());
  }
}
