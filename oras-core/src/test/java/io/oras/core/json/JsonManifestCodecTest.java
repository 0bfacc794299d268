package io.oras.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonManifestCodecTest {
  private static final String EMPTY =
      "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:"
          + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2}";
  private static final String HEAD =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",";
  private static final String M1 =
      HEAD
          + "\"artifactType\":\"application/vnd.example+type\",\"config\":"
          + EMPTY
          + ",\"layers\":["
          + EMPTY
          + "]}";
  private static final String M2 =
      HEAD
          + "\"artifactType\":\"application/vnd.example+type\",\"config\":"
          + EMPTY
          + ",\"layers\":[{\"mediaType\":\"application/vnd.example+type\",\"digest\":\"sha256:"
          + "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9\",\"size\":11}]}";
  private static final String I0 =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
          + "\"manifests\":[]}";
  private static final MediaType EXAMPLE = new MediaType("application/vnd.example+type");
  private static final Descriptor PLAIN_EMPTY = Descriptor.EMPTY_JSON.plain();

  private final JsonManifestCodec codec = new JsonManifestCodec();

  private Manifest decode(String text, MediaType mediaType) throws InvalidManifestException {
    return codec.decode(text.getBytes(UTF_8), mediaType).orElseThrow();
  }

  private ImageManifest manifest(String rest) throws InvalidManifestException {
    return (ImageManifest)
        decode("{\"schemaVersion\":2,\"config\":" + EMPTY + rest + "}", MediaType.OCI_MANIFEST);
  }

  private ImageIndex index(String rest) throws InvalidManifestException {
    return (ImageIndex) decode("{\"schemaVersion\":2" + rest + "}", MediaType.OCI_INDEX);
  }

  private String refusal(String text, MediaType mediaType) {
    return assertThrows(InvalidManifestException.class, () -> decode(text, mediaType)).getMessage();
  }

  private Descriptor layer(String fields) throws InvalidManifestException {
    return manifest(layers(fields)).layers().get(0);
  }

  private static String layers(String fields) {
    return ",\"layers\":[{" + fields + "}]";
  }

  private String layerRefusal(String fields) {
    return refusal(
        "{\"schemaVersion\":2,\"config\":" + EMPTY + layers(fields) + "}", MediaType.OCI_MANIFEST);
  }

  private static String described(String size) {
    return "\"mediaType\":\"a/b\",\"digest\":\"" + PLAIN_EMPTY.digest() + "\",\"size\":" + size;
  }

  private static ImageManifest artifact(Descriptor layer, Map<String, String> annotations) {
    return new ImageManifest(
        MediaType.OCI_MANIFEST, EXAMPLE, PLAIN_EMPTY, List.of(layer), null, annotations);
  }

  private void comesOut(String expected, Manifest manifest, String digest) throws Exception {
    byte[] bytes = codec.encode(manifest);
    assertEquals(expected, new String(bytes, UTF_8));
    assertEquals("sha256:" + digest, Digest.of(bytes).toString());
    assertEquals(manifest, codec.decode(bytes, manifest.mediaType()).orElseThrow());
  }

  @Test
  @Tag("IMG-MANI-16")
  @Tag("IMG-JSON-05")
  void theMinimalArtifactComesOutByteForByte() throws Exception {
    comesOut(
        M1,
        artifact(PLAIN_EMPTY, Map.of()),
        "1660897fb522280a9cdcb683c698fe8d4ef82e7a700ce3a0d1ec75a55ffee1c9");
    assertEquals(
        "sha512:27af566eed49aaa61c7cc6494b31c1dd32a8bd8c34a0b0f6c01234ecb3001803"
            + "ec6f88ab533a38c2ba294a77a1acd8be833046d8d76789f21e059838792c2bdb",
        Digest.of(DigestAlgorithm.SHA512, M1.getBytes(UTF_8)).toString());
  }

  @Test
  void theArtifactWithOneLayerComesOutByteForByte() throws Exception {
    comesOut(
        M2,
        artifact(Descriptor.of(EXAMPLE, "hello world".getBytes(UTF_8)), Map.of()),
        "b305f2bf0cfba074e37bf77debe719af87e405eb90ecaeadf88cd5e3cc574efc");
    assertEquals(
        "sha512:9aff8d0cb17d2526b4059334a0a3c2a5b882d35a9fa3337ca176c5b771e440a5"
            + "df6ce583d186f9806389d6d74591e9e3b1624fb2d64e2ea3ff71e290b9c5c16a",
        Digest.of(DigestAlgorithm.SHA512, M2.getBytes(UTF_8)).toString());
  }

  @Test
  @Tag("IMG-IDX-02")
  void theEmptyIndexComesOutByteForByteWithItsManifests() throws Exception {
    comesOut(
        I0,
        ImageIndex.of(List.of()),
        "dff9de10919148711140d349bf03f1a99eb06f94b03e51715ccebfa7cdc518e2");
  }

  @Test
  void everyFieldOfADescriptorHasItsPlace() throws Exception {
    String text =
        "{\"mediaType\":\"a/b\",\"digest\":\"sha256:"
            + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2,"
            + "\"urls\":[\"https://e.example/x\"],\"annotations\":{\"A\":\"\",\"b\":\"\\u003c\"},"
            + "\"data\":\"e30=\",\"platform\":{\"architecture\":\"arm64\",\"os\":\"windows\","
            + "\"os.version\":\"10\",\"os.features\":[\"win32k\"],\"variant\":\"v8\","
            + "\"features\":[\"f\"]},\"artifactType\":\"c/d\"}";
    Map<String, String> unsorted = new LinkedHashMap<>();
    unsorted.put("b", "<");
    unsorted.put("A", "");
    Descriptor descriptor =
        new Descriptor(
            new MediaType("a/b"),
            PLAIN_EMPTY.digest(),
            2,
            List.of("https://e.example/x"),
            unsorted,
            "e30=",
            new Platform("windows", "arm64", "v8", "10", List.of("win32k"), List.of("f")),
            new MediaType("c/d"));
    assertEquals(text, new String(JsonDocument.write(DescriptorJson.write(descriptor)), UTF_8));
    assertEquals(
        descriptor,
        DescriptorJson.read(JsonFields.of(JsonDocument.parseObject(text.getBytes(UTF_8), "d"))));
  }

  @Test
  void everyFieldOfAnIndexHasItsPlace() {
    ImageIndex index =
        new ImageIndex(
            MediaType.OCI_INDEX, EXAMPLE, List.of(PLAIN_EMPTY), PLAIN_EMPTY, Map.of("k", "v"));
    assertEquals(
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"artifactType\":\"application/vnd.example+type\",\"manifests\":["
            + EMPTY
            + "],\"subject\":"
            + EMPTY
            + ",\"annotations\":{\"k\":\"v\"}}",
        new String(codec.encode(index), UTF_8));
  }

  @Test
  @Tag("IMG-ANN-02")
  @Tag("IMG-ANN-06")
  void annotationsAreSortedAsUtf8AndLeftOutWhenThereAreNone() throws Exception {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("\ud83d\ude00", "last");
    annotations.put("\uff5e", "before it, though its UTF-16 unit is greater");
    annotations.put("b", "");
    annotations.put("B", "1");
    String text = new String(codec.encode(artifact(PLAIN_EMPTY, annotations)), UTF_8);
    assertTrue(
        text.endsWith(
            "\"annotations\":{\"B\":\"1\",\"b\":\"\","
                + "\"\uff5e\":\"before it, though its UTF-16 unit is greater\","
                + "\"\ud83d\ude00\":\"last\"}}"),
        text);
    assertEquals(annotations, decode(text, MediaType.OCI_MANIFEST).annotations());
  }

  @Test
  void layersAreAlwaysWritten() {
    ImageManifest none =
        new ImageManifest(MediaType.OCI_MANIFEST, EXAMPLE, PLAIN_EMPTY, List.of(), null, Map.of());
    assertTrue(new String(codec.encode(none), UTF_8).endsWith(",\"layers\":[]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"layers\":null", ",\"layers\":[]"})
  @Tag("IMG-MANI-09")
  void aManifestMayComeWithoutLayers(String rest) throws Exception {
    assertEquals(List.of(), manifest(rest).layers());
  }

  @Test
  @Tag("IMG-MANI-03")
  void theEmptyConfigIsReadWithoutAnArtifactType() throws Exception {
    assertNull(manifest("").artifactType());
    assertEquals(MediaType.OCI_EMPTY, manifest("").effectiveArtifactType().orElseThrow());
  }

  @Test
  @Tag("IMG-MANI-17")
  void theConfigsTypeStandsInForTheArtifactType() throws Exception {
    assertEquals(
        EXAMPLE,
        manifest(",\"artifactType\":\"application/vnd.example+type\"")
            .effectiveArtifactType()
            .orElseThrow());
  }

  @Test
  @Tag("IMG-MANI-18")
  @Tag("IMG-DESC-12")
  @Tag("IMG-JSON-06")
  void fieldsThatNobodyKnowsAreToleratedAndTheirBytesStay() throws Exception {
    byte[] bytes =
        ("{\"x\":[1],\"layers\":[{\"y\":{},"
                + described("2")
                + "}],\"config\":"
                + EMPTY
                + ", \"schemaVersion\":2}\n")
            .getBytes(UTF_8);
    RawManifest raw = codec.read(Descriptor.of(MediaType.OCI_MANIFEST, bytes), bytes);
    assertArrayEquals(bytes, raw.bytes());
    assertEquals(1, ((ImageManifest) raw.view().orElseThrow()).layers().size());
  }

  @Test
  @Tag("IMG-JSON-04")
  @Tag("IMG-MANI-10")
  void layersKeepTheirOrderAndFieldsNeedNone() throws Exception {
    ImageManifest manifest = manifest(",\"layers\":[{" + described("2") + "}," + EMPTY + "]");
    assertEquals("a/b", manifest.layers().get(0).mediaType().value());
    assertEquals(PLAIN_EMPTY, manifest.layers().get(1));
  }

  @Test
  @Tag("IMG-MANI-05")
  @Tag("IMG-IDX-05")
  void typesThatNobodyKnowsAreNoError() throws Exception {
    assertEquals("a/b", layer(described("0")).mediaType().value());
    assertEquals(1, index(",\"manifests\":[{" + described("0") + "}]").manifests().size());
    assertTrue(codec.decode("not json".getBytes(UTF_8), new MediaType("a/b")).isEmpty());
  }

  @Test
  @Tag("IMG-DESC-03")
  @Tag("IMG-JSON-03")
  void sizesAreKeptExactly() throws Exception {
    assertEquals(0, layer(described("0")).size());
    assertEquals(9_007_199_254_740_993L, layer(described("9007199254740993")).size());
    assertEquals(Long.MAX_VALUE, layer(described("9223372036854775807")).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"7682\"|expected an integer, got \"7682\"",
        "1.5|expected an integer, got 1.5",
        "1.0|expected an integer, got 1.0",
        "1.0e2|expected an integer, got",
        "1e2|expected an integer, got",
        "1.0e1|expected an integer, got",
        "9223372036854775808|expected an integer of 64 bits, got 9223372036854775808",
        "1e400|expected an integer, got",
        "-1|is not negative, got -1",
        "true|expected an integer, got true",
        "[]|expected an integer, got an array",
        "null|missing, expected an integer"
      })
  @Tag("IMG-DESC-03")
  void aSizeIsAnIntegerOf64BitsThatIsNotNegative(String size, String problem) {
    String message = layerRefusal(described(size));
    assertTrue(message.startsWith("manifest: layers[0].size: " + problem), message);
  }

  @Test
  @Tag("IMG-DESC-01")
  @Tag("IMG-DESC-02")
  @Tag("IMG-DESC-09")
  void messagesNameThePathOfTheField() {
    assertEquals(
        "manifest: layers[0].digest: missing, expected a string", layerRefusal("\"size\":1"));
    assertEquals(
        "manifest: layers[0].mediaType: expected a string, got 1", layerRefusal("\"mediaType\":1"));
    assertTrue(
        layerRefusal("\"mediaType\":\"a/b\",\"digest\":\"sha256:abc\",\"size\":1")
            .startsWith("manifest: layers[0].digest: sha256 digest needs 64 lower-case hex"));
    assertEquals(
        "manifest: layers[0].annotations['k']: expected a string, got 1",
        layerRefusal(described("2") + ",\"annotations\":{\"k\":1}"));
  }

  @Test
  @Tag("IMG-DESC-06")
  void embeddedDataIsPaddedBase64OfTheRightSizeOrNotGiven() throws Exception {
    assertArrayEquals(
        "{}".getBytes(UTF_8),
        layer(described("2") + ",\"data\":\"e30=\"").embedded().orElseThrow());
    for (String data : List.of("\"e30\"", "\"e3_=\"", "\"e30K\"", "\"e 30=\"", "1", "{}")) {
      assertNull(layer(described("2") + ",\"data\":" + data).data(), data);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf", "my type", "test.media", "text/plain; charset=utf-8", "foo/.bar"})
  void typesAreOpaqueText(String type) throws Exception {
    String fields = "\"digest\":\"" + PLAIN_EMPTY.digest() + "\",\"size\":2,\"mediaType\":\"";
    Descriptor layer = layer(fields + type + "\",\"artifactType\":\"" + type + "\"");
    assertEquals(type, layer.mediaType().value());
    assertEquals(MediaType.read(type), layer.artifactType());
    assertEquals(
        MediaType.read(type), manifest(",\"artifactType\":\"" + type + "\"").artifactType());
  }

  @Test
  void anEmptyTypeIsNotGiven() throws Exception {
    String plain = "\"digest\":\"" + PLAIN_EMPTY.digest() + "\",\"size\":2";
    for (String none : List.of("", ",\"mediaType\":\"\"", ",\"mediaType\":null")) {
      assertTrue(layer(plain + none).mediaType().isEmpty());
    }
    assertNull(layer(described("2") + ",\"artifactType\":\"\"").artifactType());
    ImageManifest manifest = manifest(",\"artifactType\":\"\",\"mediaType\":\"\"");
    assertNull(manifest.artifactType());
    assertEquals(MediaType.OCI_EMPTY, manifest.effectiveArtifactType().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"urls\":[\"\"]",
        "\"urls\":[\"value\"]",
        "\"urls\":[1]",
        "\"urls\":{}",
        "\"urls\":[\"http://a b/\"]",
        "\"urls\":[\"a:b\"],\"urls\":[\"a:b\"]",
        "\"platform\":[]",
        "\"platform\":{\"os\":1}",
        "\"data\":\"x\",\"data\":\"y\"",
        "\"x\":1,\"x\":2",
        "\"x\":1e99999999999"
      })
  @Tag("IMG-DESC-05")
  void aFieldThatNobodyNeedsCountsAsNotGivenIfItIsMalformed(String field) throws Exception {
    assertEquals(MediaType.read("a/b"), layer(described("2") + "," + field).plain().mediaType());
    assertEquals(
        Descriptor.of(new MediaType("a/b"), PLAIN_EMPTY.digest(), 2),
        layer(described("2") + "," + field));
  }

  @Test
  void aDuplicateOfAFieldThatIsReadIsAnErrorOfThatField() {
    assertEquals(
        "manifest: layers[0].size: duplicate name 'size'",
        layerRefusal(described("2") + ",\"size\":3"));
    assertEquals(
        "manifest: annotations['k']: duplicate name 'k'",
        refusal(
            "{\"annotations\":{\"k\":\"1\",\"k\":\"2\"},\"config\":" + EMPTY + "}",
            MediaType.OCI_MANIFEST));
  }

  @Test
  void textThatIsNotUtf8IsShownWithTheReplacementCharacter() throws Exception {
    byte[] bytes =
        ("{\"config\":" + EMPTY + ",\"annotations\":{\"k\":\"a\u00ffb\",\"l\":\"\\ud800\"}}")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    RawManifest raw = codec.read(Descriptor.of(MediaType.OCI_MANIFEST, bytes), bytes);
    assertEquals(Map.of("k", "a\ufffdb", "l", "\ufffd"), raw.view().orElseThrow().annotations());
    assertArrayEquals(bytes, raw.bytes());
  }

  @Test
  void theArtifactManifestOfAReleaseCandidateIsReadAndNotWritten() throws Exception {
    String text =
        "{\"mediaType\":\"application/vnd.oci.artifact.manifest.v1+json\",\"artifactType\":\"a/b\","
            + "\"blobs\":["
            + EMPTY
            + "],\"subject\":"
            + EMPTY
            + "}";
    ImageManifest manifest = (ImageManifest) decode(text, MediaType.OCI_ARTIFACT_MANIFEST);
    assertNull(manifest.config());
    assertEquals(List.of(PLAIN_EMPTY), manifest.children());
    assertEquals(PLAIN_EMPTY, manifest.subject());
    assertEquals(new MediaType("a/b"), manifest.effectiveArtifactType().orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> codec.encode(manifest));
  }

  @Test
  void aSubjectIsFoundInADocumentOfAnUnknownType() throws Exception {
    Manifest manifest = decode("{\"subject\":" + EMPTY + "}", new MediaType("a/b"));
    assertEquals(PLAIN_EMPTY, manifest.subject());
    assertEquals(List.of(), manifest.children());
    assertTrue(codec.decode("{\"subject\":1}".getBytes(UTF_8), new MediaType("a/b")).isEmpty());
    assertTrue(codec.decode("{\"fsLayers\":[]}".getBytes(UTF_8), new MediaType("a/b")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"config\":%s}",
        "{\"layers\":[%s]}",
        "{\"blobs\":[%s]}",
        "{\"manifests\":[%s]}"
      })
  void childrenAreFoundInADocumentOfAnUnknownType(String text) throws Exception {
    Manifest manifest = decode(text.formatted(EMPTY), new MediaType("a/b"));
    assertEquals(List.of(PLAIN_EMPTY), manifest.children());
  }

  @Test
  void aManifestSaysItsTypeIfTheDescriptorDoesNotKnowIt() throws Exception {
    byte[] bytes = ("{\"mediaType\":\"" + MediaType.OCI_INDEX + "\"}").getBytes(UTF_8);
    RawManifest raw = codec.read(Descriptor.of(new MediaType("a/b"), bytes), bytes);
    assertEquals(MediaType.OCI_INDEX, raw.descriptor().mediaType());
    assertTrue(raw.view().orElseThrow() instanceof ImageIndex);
    byte[] silent = "{\"config\":null,\"layers\":[]}".getBytes(UTF_8);
    Descriptor unknown = Descriptor.of(new MediaType("a/b"), silent);
    assertEquals(unknown, codec.read(unknown, silent).descriptor());
  }

  @Test
  void anEntryOfAListThatIsNoDescriptorTakesNoOtherWithIt() throws Exception {
    String list = "{\"manifests\":[{\"digest\":\"x\"}," + EMPTY + ",7,null]}";
    JsonFields fields = JsonFields.of(JsonDocument.parseObject(list.getBytes(UTF_8), "list"));
    assertEquals(List.of(PLAIN_EMPTY), DescriptorJson.readEntries(fields, "manifests"));
  }

  @Test
  void aDescriptorWithoutATypeGetsThatOfTheDocument() throws Exception {
    byte[] named = M1.getBytes(UTF_8);
    RawManifest raw = codec.read(Descriptor.of(MediaType.read(""), named), named);
    assertEquals(MediaType.OCI_MANIFEST, raw.descriptor().mediaType());
    byte[] unnamed = "{\"manifests\":[]}".getBytes(UTF_8);
    raw = codec.read(Descriptor.of(MediaType.read(""), unnamed), unnamed);
    assertEquals(MediaType.OCI_INDEX, raw.descriptor().mediaType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"value", "", "//host/x", "http://a b/", "%"})
  @Tag("IMG-DESC-05")
  void whatIsWrittenIsCheckedFirst(String url) {
    Descriptor layer =
        new Descriptor(EXAMPLE, PLAIN_EMPTY.digest(), 2, List.of(url), Map.of(), null, null, null);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> codec.encode(artifact(layer, Map.of())))
                .getMessage());
    assertTrue(message.startsWith("manifest: layers[0].urls[0]: expected a URI"), message);
  }

  @Test
  void aManifestIsNotWrittenWithoutAConfig() {
    ImageManifest manifest =
        new ImageManifest(MediaType.OCI_MANIFEST, null, null, List.of(), null, Map.of());
    assertEquals(
        "manifest: config: missing",
        assertThrows(IllegalArgumentException.class, () -> codec.encode(manifest)).getMessage());
  }

  @Test
  void aTypeOnWhichTheCallerInsistsIsWritten() throws Exception {
    Descriptor layer = PLAIN_EMPTY.withMediaType(MediaType.read("layer.type"));
    String written = new String(codec.encode(artifact(layer, Map.of())), UTF_8);
    assertTrue(written.contains("\"mediaType\":\"layer.type\""), written);
  }

  @Test
  @Tag("IMG-DIG-05")
  @Tag("IMG-DIG-13")
  void digestsOfSeveralAlgorithmsStandSideBySide() throws Exception {
    for (String digest :
        List.of(
            "sha512:" + "a".repeat(128),
            "blake3:" + "a".repeat(64),
            "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
            "sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564")) {
      assertEquals(
          digest,
          layer("\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"" + digest + "\"")
              .digest()
              .toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"schemaVersion\":1,", "\"schemaVersion\":\"2\",", "\"schemaVersion\":2.0,"})
  @Tag("IMG-MANI-01")
  @Tag("IMG-IDX-01")
  void theSchemaVersionIsTheInteger2IfItIsGiven(String version) throws Exception {
    String rest = "\"config\":" + EMPTY + ",\"layers\":[]}";
    assertTrue(refusal("{" + version + rest, MediaType.OCI_MANIFEST).contains("schemaVersion: "));
    assertTrue(
        refusal("{" + version + "\"manifests\":[]}", MediaType.OCI_INDEX)
            .contains("index: schemaVersion: "));
    assertEquals(List.of(), ((ImageManifest) decode("{" + rest, MediaType.OCI_MANIFEST)).layers());
    assertTrue(decode("{\"manifests\":[]}", MediaType.OCI_INDEX).children().isEmpty());
  }

  @Test
  @Tag("IMG-MANI-02")
  void aMediaTypeMayBeAbsentButNeverAnother() throws Exception {
    assertEquals(MediaType.OCI_MANIFEST, manifest("").mediaType());
    String message = refusal(M1, MediaType.DOCKER_MANIFEST);
    assertTrue(message.contains("mediaType: the document has"), message);
    refusal(I0, MediaType.OCI_MANIFEST);
    refusal(M1, MediaType.OCI_INDEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"config\":null,\"layers\":null}",
        "{\"config\":{},\"layers\":[]}",
        "{\"config\":{\"mediaType\":\"\",\"digest\":\"\",\"size\":0}}"
      })
  @Tag("IMG-MANI-06")
  void aManifestWithoutConfigAndLayersIsRead(String text) throws Exception {
    ImageManifest manifest = (ImageManifest) decode(text, MediaType.OCI_MANIFEST);
    assertNull(manifest.config());
    assertEquals(List.of(), manifest.children());
    assertTrue(manifest.effectiveArtifactType().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"manifests\":null", ",\"manifests\":[]"})
  @Tag("IMG-IDX-02")
  void anIndexWithoutManifestsIsEmpty(String manifests) throws Exception {
    assertEquals(List.of(), index(manifests).manifests());
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"layers\":[]", ",\"config\":{}"})
  @Tag("IMG-JSON-07")
  void aDocumentThatIsBothIndexAndManifestIsRefused(String other) {
    String text = "{\"schemaVersion\":2,\"manifests\":[]" + other + "}";
    for (MediaType type : List.of(MediaType.OCI_INDEX, MediaType.OCI_MANIFEST)) {
      assertTrue(refusal(text, type).contains("both an index (manifests) and an image manifest"));
    }
  }

  @Test
  @Tag("IMG-ANN-01")
  @Tag("IMG-ANN-06")
  void annotationsMayBeNullWhenTheyAreReadAndTheirValuesAreStrings() throws Exception {
    assertEquals(Map.of(), manifest(",\"annotations\":null").annotations());
    assertEquals(Map.of("k", ""), manifest(",\"annotations\":{\"k\":\"\"}").annotations());
    assertEquals(Map.of(), manifest(",\"annotations\":{\"k\":null}").annotations());
    for (String value : List.of("1", "{}", "[\"a\"]")) {
      String text = "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"k\":" + value + "}}";
      assertTrue(
          refusal(text, MediaType.OCI_INDEX)
              .startsWith("index: annotations['k']: expected a string, got "));
    }
  }

  @Test
  @Tag("IMG-MANI-13")
  @Tag("IMG-IDX-10")
  void theSubjectIsADescriptor() throws Exception {
    assertEquals(PLAIN_EMPTY, manifest(",\"subject\":" + EMPTY).subject());
    assertEquals(PLAIN_EMPTY, index(",\"manifests\":[],\"subject\":" + EMPTY).subject());
    String text = "{\"schemaVersion\":2,\"manifests\":[],\"subject\":\"nope\"}";
    assertEquals(
        "index: subject: expected an object, got \"nope\"", refusal(text, MediaType.OCI_INDEX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{}|/|-",
        "{\"os\":\"linux\"}|linux/|-",
        "{\"os\":\"linux\",\"architecture\":null,\"os.features\":null}|linux/|-",
        "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}|linux/arm64/v8|-",
        "\"linux\"|null|-",
        "{\"os\":1}|null|-"
      })
  @Tag("IMG-IDX-06")
  void platformsOfOthersMayBeIncomplete(
      String platform, @Nullable String expected, @Nullable String problem) throws Exception {
    String rest = ",\"manifests\":[{" + described("1") + ",\"platform\":" + platform + "}]";
    if (problem == null) {
      assertEquals(expected, String.valueOf(index(rest).manifests().get(0).platform()));
    } else {
      String message = refusal("{\"schemaVersion\":2" + rest + "}", MediaType.OCI_INDEX);
      assertTrue(message.contains("manifests[0].platform") && message.contains(problem), message);
    }
  }

  @Test
  @Tag("IMG-MANI-22")
  void dockersTypesAreReadLikeThoseOfOci() throws Exception {
    String text = M1.replace(MediaType.OCI_MANIFEST.value(), MediaType.DOCKER_MANIFEST.value());
    Manifest manifest = decode(text, MediaType.DOCKER_MANIFEST);
    assertEquals(MediaType.DOCKER_MANIFEST, manifest.mediaType());
    assertEquals(text, new String(codec.encode(manifest), UTF_8));
    String list = I0.replace(MediaType.OCI_INDEX.value(), MediaType.DOCKER_MANIFEST_LIST.value());
    assertEquals(
        list, new String(codec.encode(decode(list, MediaType.DOCKER_MANIFEST_LIST)), UTF_8));
  }

  @Test
  @Tag("IMG-DIG-12")
  void aManifestThatSomebodyPrintedPrettilyKeepsItsDigest() throws Exception {
    byte[] pretty = JsonIndenter.indent(M2.getBytes(UTF_8));
    RawManifest raw = codec.read(Descriptor.of(MediaType.OCI_MANIFEST, pretty), pretty);
    assertArrayEquals(pretty, raw.bytes());
    assertEquals(Digest.of(pretty), raw.descriptor().digest());
  }

  @Test
  @Tag("DIST-SIZE-01")
  void aManifestOfFourMegabytesGoesThrough() throws Exception {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (int i = 0; i < 390; i++) {
      annotations.put("key" + i, "x".repeat(10_000));
    }
    RawManifest raw = codec.write(artifact(PLAIN_EMPTY, annotations));
    assertEquals(
        annotations, codec.read(raw.descriptor(), raw.bytes()).view().orElseThrow().annotations());
  }

  @Test
  @Tag("IMG-JSON-02")
  void aManifestWithADuplicateNameIsRefused() {
    assertEquals(
        "index: manifests: duplicate name 'manifests'",
        refusal("{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}", MediaType.OCI_INDEX));
  }
}
