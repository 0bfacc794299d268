package io.oras.core.registry.endpoint;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.bytes;
import static io.oras.core.registry.Fixture.digest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.AuthenticationException;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.ReferrersMode;
import io.oras.core.options.RegistrySettings;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.ManifestServer;
import io.oras.core.registry.RemoteRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrersEndpointTest {
  private static final JsonManifestCodec CODEC = new JsonManifestCodec();
  private static final MediaType SBOM = new MediaType("application/vnd.example.sbom.v1");
  private static final MediaType SIGNATURE = new MediaType("application/vnd.example+signature");
  private static final String INDEX = MediaType.OCI_INDEX.value();
  private static final Descriptor SUBJECT =
      Descriptor.of(MediaType.OCI_MANIFEST, bytes("the subject"));
  private static final String TAG = SUBJECT.digest().toString().replace(':', '-');
  private static final String API = "GET /v2/demo/referrers/" + SUBJECT.digest();

  private final ManifestServer server = new ManifestServer();
  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http.otherwise(server);

  private static RawManifest referrer(String name, @Nullable MediaType artifactType) {
    return CODEC.write(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            artifactType,
            Descriptor.EMPTY_JSON,
            List.of(),
            SUBJECT,
            Map.of("name", name)));
  }

  private static Descriptor entry(RawManifest manifest) {
    Manifest view = manifest.view().orElseThrow();
    return manifest
        .descriptor()
        .plain()
        .withArtifactType(view.effectiveArtifactType().orElse(null))
        .withAnnotations(view.annotations());
  }

  private static final RawManifest A = referrer("a", SBOM);
  private static final RawManifest B = referrer("b", SIGNATURE);

  private static Reply page(RawManifest... referrers) {
    List<Descriptor> entries = Stream.of(referrers).map(ReferrersEndpointTest::entry).toList();
    return reply(200, CODEC.encode(ImageIndex.of(entries))).with("Content-Type", INDEX);
  }

  private List<Descriptor> list(@Nullable MediaType type) throws IOException {
    try (Stream<Descriptor> all = fixture.reading().referrers(SUBJECT, Optional.ofNullable(type))) {
      return all.toList();
    }
  }

  private void attach(RawManifest manifest) throws IOException {
    fixture.writing().push(manifest, List.of());
  }

  private void use(ReferrersMode setting) {
    fixture.settings = RegistrySettings.builder().referrers(setting).build();
  }

  @ParameterizedTest
  @Tag("DIST-RTAG-01")
  @Tag("DIST-RTAG-02")
  @CsvSource({
    "test+algorithm+using+algorithm+separators+and+lots+of+characters+to+excercise+overall+truncation:alsoSome=InTheEncodedSectionToShowHyphenReplacementAndLotsAndLotsOfCharactersToExcerciseEncodedTruncation, test-algorithm-using-algorithm-s-alsoSome-InTheEncodedSectionToShowHyphenReplacementAndLotsAndLot",
    "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a, sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "sha512:27c74670adb75075fad058d5ceaf7b20c4e7786c83bae8a32f626f9782af34c9a33c2046ef60fd2a7878d378e29fec851806bbd9a67878f3a9f1cda4830763fd, sha512-27c74670adb75075fad058d5ceaf7b20c4e7786c83bae8a32f626f9782af34c9",
    "sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564, sha256-b64u-LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564",
    "sha256+b64u.unknownlength:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564=, sha256-b64u.unknownlength-LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564-",
    "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8, multihash-base58-QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
  })
  void tagIsCutAndThenCleaned(String digest, String tag) {
    assertEquals(tag, ReferrersTagIndex.tag(Digest.parse(digest)));
  }

  @Test
  @Tag("DIST-RFR-01")
  @Tag("DIST-RFR-10")
  void listOfTheApiIsParsed() throws IOException {
    Descriptor bare = Descriptor.of(MediaType.OCI_INDEX, bytes("bare"));
    http.on(
        API,
        reply(200, CODEC.encode(ImageIndex.of(List.of(entry(A), bare))))
            .with("Content-Type", INDEX + "; charset=utf-8"));
    assertEquals(List.of(entry(A), bare), list(null));
    assertEquals(List.of(API), http.lines());
    assertEquals(List.of(entry(A), bare), fixture.reading().predecessors(SUBJECT));
  }

  @Test
  @Tag("DIST-RFR-02")
  void emptyListOfTheApiIsTheAnswer() throws IOException {
    http.on(API, page());
    assertEquals(List.of(), list(null));
    assertEquals(1, http.received.size());
  }

  @Test
  @Tag("DIST-SIZE-02")
  void listOfEndlessPagesEndsWithAnErrorThatNamesTheLimit() {
    String text = "a".repeat(1 << 20);
    http.otherwise(
        request -> {
          int page = http.received.size();
          Descriptor entry =
              Descriptor.of(MediaType.OCI_MANIFEST, bytes("referrer " + page))
                  .withAnnotations(Map.of("text", text));
          return reply(200, CODEC.encode(ImageIndex.of(List.of(entry))))
              .with("Content-Type", INDEX)
              .with("Link", "<?page=" + page + ">; rel=\"next\"");
        });
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () -> fixture.reading().referrers(SUBJECT, Optional.empty()).forEach(entry -> {}));
    assertTrue(e.getCause() instanceof LimitExceededException);
    assertTrue(e.getMessage().contains("listing referrers of " + SUBJECT.digest()), e.getMessage());
    assertTrue(http.received.size() <= 64, http.received.size() + " pages");
  }

  @Test
  void pagesOfReferrersOfAnotherTypeAreNotEmpty() throws IOException {
    http.otherwise(
        request -> {
          int page = http.received.size();
          return page > 150
              ? page(A)
              : page(referrer("b" + page, SIGNATURE))
                  .with("Link", "<?page=" + page + ">; rel=\"next\"");
        });
    assertEquals(List.of(entry(A)), list(SBOM));
  }

  @ParameterizedTest
  @Tag("DIST-RFR-03")
  @ValueSource(ints = {400, 404, 405, 406})
  void registryWithoutTheApiIsAskedByTheTag(int status) throws IOException {
    server.put(TAG, CODEC.encode(ImageIndex.of(List.of(entry(A)))), INDEX);
    http.on(API, reply(status, "<html>"));
    assertEquals(List.of(entry(A)), list(null));
    assertEquals(List.of(API, "GET /v2/demo/manifests/" + TAG), http.lines());
  }

  @Test
  @Tag("DIST-RFR-01")
  void webPageIsNoListOfReferrers() throws IOException {
    server.put(TAG, CODEC.encode(ImageIndex.of(List.of(entry(A)))), INDEX);
    http.on(API, reply(200, "<html>").with("Content-Type", "text/html"));
    assertEquals(List.of(entry(A)), list(null));
  }

  @Test
  @Tag("DIST-RFR-12")
  void lackOfTheApiIsRemembered() throws IOException {
    list(null);
    list(null);
    assertEquals(1, http.lines().stream().filter(API::equals).count());
  }

  @ParameterizedTest
  @Tag("DIST-RFR-12")
  @Tag("DIST-RFR-13")
  @ValueSource(strings = {"NAME_UNKNOWN", "MANIFEST_UNKNOWN"})
  void somethingUnknownIsNoLackOfTheApi(String code) throws IOException {
    http.on(API, error(404, code), page(A));
    assertEquals(List.of(), list(null));
    assertEquals(List.of(entry(A)), list(null));
  }

  @ParameterizedTest
  @Tag("DIST-RFR-12")
  @ValueSource(ints = {403, 500})
  void failureIsNoLackOfTheApi(int status) {
    http.on(API, reply(status));
    assertThrows(RegistryException.class, () -> list(null));
    assertEquals(1, http.received.size());
  }

  @Test
  @Tag("DIST-RFR-12")
  void unauthorisedWithAChallengeIsAnErrorAndWithoutIsHarbor() throws IOException {
    http.on(API, reply(401).with("WWW-Authenticate", "Basic realm=\"x\""), reply(401));
    assertThrows(AuthenticationException.class, () -> list(null));
    assertEquals(List.of(), list(null));
  }

  @Test
  @Tag("DIST-RFR-05")
  void digestThatTheRegistryRefusesIsAnError() {
    http.on(API, error(400, "DIGEST_INVALID"));
    assertThrows(RegistryException.class, () -> list(null));
    assertEquals(1, http.received.size());
  }

  @ParameterizedTest
  @Tag("DIST-RFR-04")
  @ValueSource(
      strings = {
        "application/vnd.oci.image.manifest.v1+json",
        "text/html",
        "application/vnd.oci.image.index.v1+json"
      })
  void tagThatHoldsNoListMeansNoReferrers(String type) throws IOException {
    server.put(TAG, bytes("{}"), type);
    assertEquals(List.of(), list(null));
  }

  @Test
  void listThatCannotBeReadIsAnErrorAndNotEmpty() {
    server.put(TAG, bytes("<html></html>"), INDEX);
    InvalidManifestException e = assertThrows(InvalidManifestException.class, () -> list(null));
    assertTrue(e.getMessage().contains("at the tag " + TAG + " cannot be read"), e.getMessage());
  }

  @Test
  void tagThatAnswersWithTheSubjectItselfMeansNoReferrers() throws IOException {
    byte[] index = CODEC.encode(ImageIndex.of(List.of(entry(A))));
    Digest subject = Digest.of(index);
    server.put(subject.toString().replace(':', '-'), index, INDEX);
    try (Stream<Descriptor> all =
        fixture
            .reading()
            .referrers(
                Descriptor.of(MediaType.OCI_INDEX, subject, index.length), Optional.empty())) {
      assertEquals(List.of(), all.toList());
    }
  }

  @Test
  @Tag("DIST-RFR-06")
  @Tag("DIST-RFR-07")
  @Tag("DIST-RFR-08")
  @Tag("DIST-RFR-09")
  void filterIsAppliedHereOnEachPageThatDoesNotNameIt() throws IOException {
    String filtered = API + "?artifactType=application%2Fvnd.example%2Bsignature";
    http.on(
        filtered,
        page(A)
            .with("OCI-Filters-Applied", "foo, artifactType")
            .with("Link", "<?page=2>; rel=next"));
    http.on(API + "?page=2", page(A, B).with("OCI-Filters-Applied", "artifacttypes"));
    // What the registry says that it filtered is believed; the second page is not.
    assertEquals(List.of(entry(A), entry(B)), list(SIGNATURE));
  }

  @ParameterizedTest
  @Tag("DIST-RFR-08")
  @ValueSource(strings = {"artifactType", "artifactType,foo", "foo, artifactType"})
  void namedFilterIsRecognised(String header) throws IOException {
    http.on(
        API + "?artifactType=application%2Fvnd.example%2Bsignature",
        page(A).with("OCI-Filters-Applied", "x").with("OCI-Filters-Applied", header));
    assertEquals(List.of(entry(A)), list(SIGNATURE));
  }

  @Test
  @Tag("DIST-RFR-06")
  void pageThatLinksToItselfIsAnError() {
    http.on(API, page(A).with("Link", "<" + API.substring(4) + ">; rel=\"next\""));
    assertThrows(RegistryException.class, () -> list(null));
  }

  @Test
  @Tag("DIST-RFR-09")
  void listOfTheTagIsFilteredHere() throws IOException {
    server.put(TAG, CODEC.encode(ImageIndex.of(List.of(entry(A), entry(B)))), INDEX);
    assertEquals(List.of(entry(B)), list(SIGNATURE));
  }

  @Test
  void settingChoosesWithoutAsking() throws IOException {
    use(ReferrersMode.TAG);
    list(null);
    assertEquals(List.of("GET /v2/demo/manifests/" + TAG), http.lines());
    use(ReferrersMode.API);
    assertThrows(NotFoundException.class, () -> list(null));
    assertEquals(API, http.last().line());
  }

  @Test
  @Tag("DIST-SUBJ-01")
  @Tag("DIST-SUBJ-10")
  @Tag("DIST-SUBJ-13")
  void registryThatNamesTheSubjectNeedsNoTag() throws IOException {
    http.on(
        "PUT /v2/demo/manifests/v1", reply(201).with("OCI-Subject", digest("another").toString()));
    fixture.writing().push(A, List.of("v1"));
    assertEquals(List.of("PUT /v2/demo/manifests/v1"), http.lines());
  }

  @Test
  @Tag("DIST-MAN-04")
  @Tag("DIST-SUBJ-02")
  @Tag("DIST-SUBJ-04")
  @Tag("DIST-SUBJ-06")
  @Tag("DIST-SUBJ-07")
  @Tag("DIST-SUBJ-08")
  @Tag("DIST-SUBJ-12")
  void registryThatDoesNotGetsAListAtTheTag() throws IOException {
    attach(A);
    String tag = " /v2/demo/manifests/" + TAG;
    assertEquals(
        List.of(
            "PUT /v2/demo/manifests/" + A.descriptor().digest(),
            "GET" + tag,
            "PUT" + tag,
            "GET" + tag),
        http.lines());
    assertEquals(INDEX, http.received.get(2).header("Content-Type"));
    assertEquals(
        "{\"schemaVersion\":2,\"mediaType\":\""
            + INDEX
            + "\",\"manifests\":[{\"mediaType\":\""
            + MediaType.OCI_MANIFEST
            + "\",\"digest\":\""
            + A.descriptor().digest()
            + "\",\"size\":"
            + A.descriptor().size()
            + ",\"annotations\":{\"name\":\"a\"},\"artifactType\":\""
            + SBOM
            + "\"}]}",
        server.text(TAG));
    assertEquals(List.of(entry(A)), list(null));
  }

  @Test
  @Tag("DIST-SUBJ-06")
  @Tag("DIST-SUBJ-11")
  void typeOfAnEntryIsThatOfTheConfigOrNone() throws IOException {
    RawManifest plain = referrer("plain", null);
    RawManifest index =
        CODEC.write(
            new ImageIndex(MediaType.OCI_INDEX, null, List.of(), SUBJECT, Map.of("name", "i")));
    attach(plain);
    attach(index);
    assertEquals(MediaType.OCI_EMPTY, list(null).get(0).artifactType());
    assertEquals(null, list(null).get(1).artifactType());
  }

  @Test
  @Tag("DIST-SUBJ-05")
  void secondPushOfTheSameManifestChangesNoList() throws IOException {
    attach(A);
    http.received.clear();
    attach(A);
    assertEquals(
        List.of(
            "PUT /v2/demo/manifests/" + A.descriptor().digest(), "GET /v2/demo/manifests/" + TAG),
        http.lines());
  }

  @Test
  @Tag("DIST-SUBJ-08")
  void fieldsThatNobodyKnowsStayInTheList() throws IOException {
    server.put(
        TAG,
        bytes(
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"x\":[1.50],\"manifests\":[{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":1,\"y\":null}],\"annotations\":{\"k\":\"v\"}}"
                .formatted(INDEX, digest("old"))),
        INDEX);
    attach(A);
    String text = server.text(TAG);
    assertTrue(text.contains("\"x\":[1.50]"), text);
    assertTrue(text.contains("\"size\":1,\"y\":null}"), text);
    assertTrue(text.contains("\"annotations\":{\"k\":\"v\"}"), text);
    assertEquals(2, list(null).size());
  }

  @ParameterizedTest
  @Tag("DIST-SUBJ-03")
  @ValueSource(strings = {"application/vnd.oci.image.manifest.v1+json", "text/html"})
  void tagThatHoldsSomethingElseIsReportedAndLeftAlone(String type) {
    byte[] other = type.startsWith("text") ? bytes("<html>") : A.bytes();
    server.put(TAG, other, type);
    InvalidManifestException e = assertThrows(InvalidManifestException.class, () -> attach(B));
    assertTrue(e.getMessage().contains("the manifest itself is pushed"), e.getMessage());
    assertEquals(new String(other, java.nio.charset.StandardCharsets.UTF_8), server.text(TAG));
    assertTrue(server.has(B.descriptor().digest().toString()));
  }

  @Test
  @Tag("DIST-SUBJ-04")
  void failureToReadTheListIsNoEmptyList() {
    http.on("GET /v2/demo/manifests/" + TAG, reply(500));
    assertThrows(RegistryException.class, () -> attach(A));
    assertFalse(server.has(TAG));
  }

  @Test
  @Tag("DIST-SUBJ-09")
  void listThatChangedSinceItWasReadIsReadAgain() throws IOException {
    server.etags = true;
    attach(A);
    http.received.clear();
    byte[] both = CODEC.encode(ImageIndex.of(List.of(entry(A), entry(referrer("c", SBOM)))));
    String line = "GET /v2/demo/manifests/" + TAG;
    http.on(
        line,
        request -> {
          Reply before = server.answer(request);
          server.put(TAG, both, INDEX);
          return before;
        });
    http.on(line, server);
    attach(B);
    assertEquals(3, list(null).size());
    assertTrue(http.all("PUT").stream().anyMatch(r -> !r.header("If-Match").isEmpty()));
  }

  @Test
  @Tag("DIST-RTAG-04")
  void listThatAnotherOverwroteIsWrittenAgain() throws IOException {
    byte[] theirs = CODEC.encode(ImageIndex.of(List.of(entry(A))));
    http.on(
        "PUT /v2/demo/manifests/" + TAG,
        request -> {
          Reply done = server.answer(request);
          server.put(TAG, theirs, INDEX);
          return done;
        });
    http.on("PUT /v2/demo/manifests/" + TAG, server);
    attach(B);
    assertEquals(List.of(entry(A), entry(B)), list(null));
  }

  @Test
  @Tag("DIST-RTAG-04")
  void listThatIsAlwaysOverwrittenIsAnError() {
    http.on("PUT /v2/demo/manifests/" + TAG, request -> reply(201));
    StoreException e = assertThrows(StoreException.class, () -> attach(B));
    assertTrue(e.getMessage().contains("other clients have overwritten"), e.getMessage());
  }

  @Test
  @Tag("DIST-RTAG-04")
  void attachmentsAtTheSameTimeAreAllListed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      RemoteRepository demo = fixture.writing();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        RawManifest manifest = referrer("n" + i, SBOM);
        all.add(
            threads.submit(
                () -> {
                  demo.push(manifest, List.of());
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(16, list(null).size());
  }

  @Test
  void taggingAReferrerListsItNotAgain() throws IOException {
    attach(A);
    http.received.clear();
    fixture.writing().tag(A.descriptor(), "v1");
    assertEquals(2, http.received.size());
  }

  @Test
  void settingOfTheApiNeverWritesTheTag() throws IOException {
    use(ReferrersMode.API);
    attach(A);
    assertFalse(server.has(TAG));
  }

  @Test
  void settingOfTheTagAlwaysWritesIt() throws IOException {
    use(ReferrersMode.TAG);
    String line = "PUT /v2/demo/manifests/" + A.descriptor().digest();
    http.on(line, reply(201).with("OCI-Subject", SUBJECT.digest().toString()));
    attach(A);
    assertTrue(server.has(TAG));
  }

  @Test
  @Tag("DIST-DEL-02")
  @Tag("DIST-DEL-05")
  @Tag("DIST-RTAG-03")
  void deletedReferrerLeavesTheList() throws IOException {
    attach(A);
    attach(B);
    fixture.writing().delete(A.descriptor());
    assertEquals(List.of(entry(B)), list(null));
    fixture.writing().delete(B.descriptor());
    assertEquals(List.of(), list(null));
    assertTrue(server.has(TAG));
  }

  @Test
  @Tag("DIST-DEL-05")
  void registryWithTheApiKeepsItsOwnList() throws IOException {
    server.put(A.descriptor().digest().toString(), A.bytes(), MediaType.OCI_MANIFEST.value());
    http.on(API, page(A));
    fixture.writing().delete(A.descriptor());
    assertFalse(http.lines().stream().anyMatch(line -> line.contains(TAG)));
  }

  @Test
  @Tag("DIST-DEL-06")
  void listIsReplacedOnlyAsItWasReadWhenAReferrerIsDeleted() throws IOException {
    server.etags = true;
    attach(A);
    http.received.clear();
    fixture.writing().delete(A.descriptor());
    assertFalse(http.all("PUT").get(0).header("If-Match").isEmpty());
  }

  @Test
  @Tag("DIST-DEL-02")
  void deletingWhatIsNotThereIsTold() {
    assertThrows(NotFoundException.class, () -> fixture.writing().delete(A.descriptor()));
  }

  @ParameterizedTest
  @Tag("DIST-DEL-04")
  @ValueSource(ints = {200, 202, 204})
  void manyAnswersToADeleteAreSuccess(int status) throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, bytes("x"));
    http.on("DELETE /v2/demo/blobs/" + blob.digest(), reply(status));
    fixture.writing().delete(blob);
    assertEquals("repository:demo:delete,pull", http.last().request().scopes().get(0).toString());
  }

  @Test
  @Tag("DIST-DEL-03")
  void refusedDeleteOfABlobIsTold() {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, bytes("x"));
    String line = "DELETE /v2/demo/blobs/" + blob.digest();
    http.on(line, error(404, "BLOB_UNKNOWN"), error(405, "UNSUPPORTED"));
    assertThrows(NotFoundException.class, () -> fixture.writing().delete(blob));
    assertThrows(
        io.oras.api.error.UnsupportedException.class, () -> fixture.writing().delete(blob));
  }
}
