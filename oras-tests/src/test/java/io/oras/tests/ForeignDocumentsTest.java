package io.oras.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.ReferrerMissing;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PullOptions;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of other programs that the specification does not foresee are copied and pulled. */
class ForeignDocumentsTest {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  @TempDir Path work;
  private final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry =
        InProcessRegistry.builder()
            .referrersApi(false)
            .missingReferences(true)
            .quirk(RegistryQuirk.ANY_MANIFEST)
            .start();
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .listener(events::add)
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private String layout(String tag) {
    return layout("layout", tag);
  }

  private String layout(String folder, String tag) {
    return "oci-layout://" + work.resolve(folder) + "#" + tag;
  }

  private String remote(String tag) {
    return registry.host() + "/demo/foreign:" + tag;
  }

  /** Puts content into the layout; returns the fields of its descriptor, without a media type. */
  private String put(byte[] content) throws IOException {
    Digest digest = Digest.of(content);
    Path blobs = Files.createDirectories(work.resolve("layout/blobs/sha256"));
    Files.write(blobs.resolve(digest.encoded()), content);
    Files.writeString(work.resolve("layout/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return "\"digest\":\"" + digest + "\",\"size\":" + content.length;
  }

  private String put(String content) throws IOException {
    return put(content.getBytes(UTF_8));
  }

  private static String descriptor(String mediaType, String fields) {
    return "{\"mediaType\":\"" + mediaType + "\"," + fields + "}";
  }

  private String file(String mediaType, String title) throws IOException {
    String annotations =
        "\"annotations\":{\"org.opencontainers.image.title\":\"%s\"}".formatted(title);
    return descriptor(mediaType, put(title) + "," + annotations);
  }

  /** Adds an entry to {@code index.json}; with a tag, or without one. */
  private void root(String entry) throws IOException {
    roots.add(entry);
    Files.writeString(
        work.resolve("layout/index.json"),
        "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", roots) + "]}");
  }

  private void tagged(String mediaType, String fields, String tag) throws IOException {
    String name = "\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}";
    root(descriptor(mediaType, fields + "," + name));
  }

  private String image(String layers) throws IOException {
    return put(
        "{\"schemaVersion\":2,\"config\":"
            + descriptor("application/vnd.oci.empty.v1+json", put("{}"))
            + ",\"layers\":["
            + layers
            + "]}");
  }

  private Map<String, String> pulled(String name) throws IOException {
    Path folder = work.resolve("out" + roots.size() + name.hashCode());
    oras.pull(name, folder);
    return Folders.texts(folder);
  }

  /** From the layout to the registry and back, byte for byte. */
  private RawManifest thereAndBack(String tag) throws IOException {
    RawManifest there = oras.copy(layout(tag), remote(tag)).manifest();
    RawManifest back = oras.copy(remote(tag), layout("back", tag)).manifest();
    assertArrayEquals(there.bytes(), back.bytes());
    assertEquals(there.descriptor().digest(), back.descriptor().digest());
    return back;
  }

  @ParameterizedTest
  @ValueSource(strings = {"test.media", "text/plain; charset=utf-8", "conf", "my type", ""})
  void aLayerOfAnyTypeIsCopiedAndPulled(String type) throws IOException {
    tagged(MANIFEST, image(file(type, "f")), "v1");
    thereAndBack("v1");
    assertEquals(Map.of("f", "f"), pulled(layout("v1")));
    assertEquals(Map.of("f", "f"), pulled(remote("v1")));
    assertEquals(
        type,
        oras.pull(remote("v1"), work.resolve("again"))
            .files()
            .get(0)
            .descriptor()
            .mediaType()
            .value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"layers\":[null]}", "{\"schemaVersion\":3}", "[]", "no JSON"})
  void bytesOfADocumentThatCannotBeParsedAreFetchedAndNothingElse(String document)
      throws IOException {
    tagged(MANIFEST, put(document), "v1");
    registry.addManifest("demo/foreign", "v1", MANIFEST, document.getBytes(UTF_8));
    for (String name : List.of(layout("v1"), remote("v1"))) {
      RawManifest fetched = oras.fetch(name);
      assertArrayEquals(document.getBytes(UTF_8), fetched.bytes());
      assertEquals(Optional.empty(), fetched.view());
      InvalidManifestException failure =
          assertThrows(InvalidManifestException.class, () -> oras.copy(name, remote("v2")));
      assertTrue(failure.getMessage().contains("reading v1 of "), failure::getMessage);
      assertThrows(InvalidManifestException.class, () -> oras.pull(name, work.resolve("out")));
    }
  }

  @Test
  void fieldsThatNobodyNeedsDoNoHarm() throws IOException {
    String layer =
        descriptor(
            LAYER,
            put("f")
                + ",\"urls\":[\"\"],\"data\":\"AAAAAAAA\",\"platform\":[],\"x\":1,\"x\":2,"
                + "\"annotations\":{\"org.opencontainers.image.title\":\"f\",\"y\":null}");
    String manifest =
        "{\"schemaVersion\":2,\"x\":1e99999999999,\"x\":1,\"layers\":["
            + layer
            + "],\"annotations\":{\"k\":\"\u00ff\",\"l\":\"\\ud800\"}}";
    tagged(MANIFEST, put(manifest.getBytes(ISO_8859_1)), "v1");
    RawManifest copied = oras.copy(layout("v1"), layout("back", "v1")).manifest();
    assertArrayEquals(manifest.getBytes(ISO_8859_1), copied.bytes());
    assertEquals(Map.of("k", "\ufffd", "l", "\ufffd"), copied.view().orElseThrow().annotations());
    assertEquals(Map.of("f", "f"), pulled(layout("v1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"config\":null,"})
  void aManifestWithoutAConfigIsCopiedWithItsLayersAndPulled(String config) throws IOException {
    String layers = "\"layers\":[" + file(LAYER, "f") + "]}";
    tagged(MANIFEST, put("{\"schemaVersion\":2," + config + layers), "v1");
    thereAndBack("v1");
    assertEquals(Map.of("f", "f"), pulled(remote("v1")));
  }

  @Test
  void aConfigWithATitleIsPulledAsAFile() throws IOException {
    String config = file("application/vnd.example.config", "c.json");
    String layers = ",\"layers\":[" + file(LAYER, "f") + "]}";
    tagged(MANIFEST, put("{\"schemaVersion\":2,\"config\":" + config + layers), "v1");
    assertEquals(Map.of("f", "f", "c.json", "c.json"), pulled(layout("v1")));
    Path folder = work.resolve("config");
    oras.pull(
        layout("v1"), folder, PullOptions.builder().configFile(folder.resolve("mine")).build());
    assertEquals(Map.of("f", "f", "mine", "c.json"), Folders.texts(folder));
  }

  @Test
  void theArtifactManifestOfAReleaseCandidateIsCopiedWithItsBlobsAndFoundAsAReferrer()
      throws IOException {
    String subject = image(file(LAYER, "f"));
    tagged(MANIFEST, subject, "v1");
    String blobs = "\"blobs\":[" + file(LAYER, "signature") + "]";
    String artifact =
        put(
            "{\"mediaType\":\""
                + ARTIFACT
                + "\",\"artifactType\":\"test/signature\","
                + blobs
                + ",\"subject\":"
                + descriptor(MANIFEST, subject)
                + "}");
    tagged(ARTIFACT, artifact, "signature");

    oras.copy(layout("v1"), remote("v1"), CopyOptions.builder().includeReferrers(true).build());
    List<Descriptor> referrers = oras.discover(remote("v1")).flatten();
    assertEquals(1, referrers.size());
    assertEquals("test/signature", String.valueOf(referrers.get(0).artifactType()));
    String back = layout("back", "v1");
    oras.copy(remote("v1"), back, CopyOptions.builder().includeReferrers(true).build());
    assertEquals(referrers.get(0).digest(), oras.discover(back).flatten().get(0).digest());
    assertEquals(Map.of("signature", "signature"), pulled(layout("signature")));
  }

  @Test
  void anEntryOfAnIndexIsAManifestWhateverItsTypeIs() throws IOException {
    String entry = descriptor("application/vnd.example.thing", put("{\"thing\":1}"));
    tagged(INDEX, put("{\"schemaVersion\":2,\"manifests\":[" + entry + "]}"), "v1");
    tagged("application/vnd.example.thing", put("{\"thing\":1}"), "thing");
    thereAndBack("v1");
    assertTrue(
        registry.manifest("demo/foreign", Digest.of("{\"thing\":1}".getBytes(UTF_8))).isPresent());
    assertEquals("{\"thing\":1}", new String(thereAndBack("thing").bytes(), UTF_8));
  }

  @Test
  void theCacheOfABuildIsAnIndexOfBlobs() throws IOException {
    String layer = descriptor("application/vnd.oci.image.layer.v1.tar+gzip", put("layer"));
    String config = descriptor("application/vnd.buildkit.cacheconfig.v0", put("{\"layers\":[]}"));
    String unknown = descriptor("application/vnd.example.blob", put("a blob"));
    String entries = layer + "," + config + "," + unknown;
    String index = "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}";
    for (String blob : List.of("layer", "{\"layers\":[]}", "a blob")) {
      registry.addBlob("demo/foreign", blob.getBytes(UTF_8));
    }
    registry.addManifest("demo/foreign", "cache", INDEX, index.getBytes(UTF_8));
    String back = layout("back", "cache");
    oras.copy(remote("cache"), back);
    for (String blob : List.of("layer", "{\"layers\":[]}", "a blob")) {
      Digest digest = Digest.of(blob.getBytes(UTF_8));
      assertEquals(
          blob, Files.readString(work.resolve("back/blobs/sha256").resolve(digest.encoded())));
    }
  }

  @Test
  void anIndexWhoseManifestsAreNullIsEmpty() throws IOException {
    tagged(INDEX, put("{\"schemaVersion\":2,\"manifests\":null}"), "v1");
    assertEquals(List.of(), thereAndBack("v1").view().orElseThrow().children());
  }

  @Test
  void oneBrokenDocumentInALayoutTakesNoOtherWithIt() throws IOException {
    String subject = image(file(LAYER, "f"));
    tagged(MANIFEST, subject, "v1");
    root(
        descriptor(
            MANIFEST,
            put(
                "{\"schemaVersion\":2,\"layers\":[],\"artifactType\":\"a/b\",\"subject\":"
                    + descriptor(MANIFEST, subject)
                    + "}")));
    tagged(MANIFEST, put("no JSON"), "broken");
    tagged(MANIFEST, put("{\"schemaVersion\":1}"), "old");
    root("{\"mediaType\":\"a/b\",\"digest\":\"no digest\",\"size\":1}");
    root("7");
    assertEquals(1, oras.discover(layout("v1")).flatten().size());
    oras.copy(layout("v1"), remote("v1"), CopyOptions.builder().includeReferrers(true).build());
    assertEquals(1, oras.discover(remote("v1")).flatten().size());
    assertThrows(IOException.class, () -> oras.copy(layout("broken"), remote("broken")));
    oras.at(layout("v1")).repository().tag("v1", "v2");
    String index = Files.readString(work.resolve("layout/index.json"));
    assertTrue(index.contains("\"no digest\"") && index.contains(",7]"), index);
    assertEquals(Map.of("f", "f"), pulled(layout("v2")));
  }

  private Digest listReferrers(String entries) throws IOException {
    tagged(MANIFEST, image(file(LAYER, "f")), "v1");
    Digest subject = oras.copy(layout("v1"), remote("v1")).manifest().descriptor().digest();
    registry.addManifest(
        "demo/foreign",
        "sha256-" + subject.encoded(),
        INDEX,
        ("{\"schemaVersion\":2,\"manifests\":[" + entries + "]}").getBytes(UTF_8));
    return subject;
  }

  @Test
  void anEmptyArtifactTypeInAReferrersListIsNone() throws IOException {
    String first = "{\"schemaVersion\":2,\"layers\":[],\"annotations\":{\"n\":\"1\"}}";
    Digest digest = registry.addManifest("demo/foreign", "first", MANIFEST, first.getBytes(UTF_8));
    String entry = "\"digest\":\"" + digest + "\",\"size\":" + first.length();
    listReferrers(descriptor(MANIFEST, entry + ",\"artifactType\":\"\""));
    List<Descriptor> found = oras.discover(remote("v1")).flatten();
    assertEquals(List.of(digest), found.stream().map(Descriptor::digest).toList());
    assertEquals(Optional.empty(), Optional.ofNullable(found.get(0).artifactType()));
    String back = layout("back", "v1");
    oras.copy(remote("v1"), back, CopyOptions.builder().includeReferrers(true).build());
  }

  @Test
  void aReferrerThatIsGoneIsLeftOutWithAnEvent() throws IOException {
    Digest gone = Digest.of("gone".getBytes(UTF_8));
    listReferrers(descriptor(MANIFEST, "\"digest\":\"" + gone + "\",\"size\":4"));
    CopyOptions recursive = CopyOptions.builder().includeReferrers(true).build();
    String back = layout("back", "v1");
    oras.copy(remote("v1"), back, recursive);
    assertEquals(
        List.of(gone),
        events.stream()
            .filter(ReferrerMissing.class::isInstance)
            .map(event -> ((ReferrerMissing) event).content().digest())
            .toList());
    assertEquals(Map.of("f", "f"), pulled(back));

    CopyOptions strict = recursive.toBuilder().failOnMissingReferrer(true).build();
    String other = layout("other", "v1");
    assertThrows(NotFoundException.class, () -> oras.copy(remote("v1"), other, strict));
  }
}
