package io.oras.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciJsonTest {
  private static final String EMPTY =
      "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":"
          + "\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2";

  private static final String INDEX = "{\"schemaVersion\":2,\"manifests\":[]}";

  private static final ImageManifest MANIFEST =
      new ImageManifest(
          MediaType.OCI_MANIFEST,
          new MediaType("text/x-test"),
          Descriptor.EMPTY_JSON,
          List.of(Descriptor.EMPTY_JSON),
          null,
          Map.of("b", "<2>", "a", "1"));

  @Test
  void aDescriptorIsTheSameAfterJson() throws InvalidManifestException {
    Descriptor descriptor =
        Descriptor.EMPTY_JSON
            .withArtifactType(new MediaType("a/b"))
            .withAnnotations(Map.of("k", "v"));

    String json = OciJson.toJson(descriptor);

    assertEquals(
        EMPTY + ",\"annotations\":{\"k\":\"v\"},\"data\":\"e30=\",\"artifactType\":\"a/b\"}", json);
    assertEquals(descriptor, OciJson.parseDescriptor(json));
  }

  @Test
  void aPlatformIsTheSameAfterJson() throws InvalidManifestException {
    Platform platform = Platform.parse("windows/amd64/v3:10.0.14393");

    String json = OciJson.toJson(platform);

    assertEquals(
        "{\"architecture\":\"amd64\",\"os\":\"windows\","
            + "\"os.version\":\"10.0.14393\",\"variant\":\"v3\"}",
        json);
    assertEquals(platform, OciJson.parsePlatform(json));
  }

  @Test
  void aManifestIsTheSameAfterJson() throws InvalidManifestException {
    String json = OciJson.toJson(MANIFEST);

    assertTrue(json.endsWith("\"annotations\":{\"a\":\"1\",\"b\":\"\\u003c2\\u003e\"}}"), json);
    RawManifest parsed = OciJson.parseManifest(json);
    assertEquals(MANIFEST, parsed.view().orElseThrow());
    assertEquals(OciJson.encode(MANIFEST), parsed);
    assertArrayEquals(json.getBytes(UTF_8), parsed.bytes());
  }

  @Test
  void anEncodedManifestIsDescribedAsInAnIndex() {
    Descriptor descriptor = OciJson.encode(MANIFEST).descriptor();

    assertEquals(
        Descriptor.of(MediaType.OCI_MANIFEST, OciJson.toJson(MANIFEST).getBytes(UTF_8))
            .withArtifactType(MANIFEST.artifactType())
            .withAnnotations(MANIFEST.annotations()),
        descriptor);
  }

  @Test
  void whatViolatesTheSpecificationIsNotWritten() {
    ImageManifest withoutConfig =
        new ImageManifest(MediaType.OCI_MANIFEST, null, null, List.of(), null, Map.of());
    assertEquals(
        "manifest: config: missing",
        assertThrows(IllegalArgumentException.class, () -> OciJson.toJson(withoutConfig))
            .getMessage());
  }

  @Test
  void aDocumentWithoutAMediaTypeIsKnownByItsFields() throws InvalidManifestException {
    RawManifest index = OciJson.parseManifest(INDEX);
    assertEquals(MediaType.OCI_INDEX, index.descriptor().mediaType());
    assertEquals(ImageIndex.class, index.view().orElseThrow().getClass());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; descriptor: expected a JSON object",
        "{\"digest\":7}; descriptor: digest: expected a string",
        "{\"digest\":\"sha256:0\"}; descriptor: digest: ",
        "{}; descriptor: digest: missing"
      })
  void aProblemOfADescriptorNamesItsField(String json, String problem) {
    String message =
        assertThrows(InvalidManifestException.class, () -> OciJson.parseDescriptor(json))
            .getMessage();
    assertTrue(message.startsWith(problem), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; manifest: mediaType: missing, and no other field shows the type",
        "{; manifest: not valid JSON",
        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":7}; index: manif"
      })
  void aProblemOfAManifestNamesItsField(String json, String problem) {
    String message =
        assertThrows(InvalidManifestException.class, () -> OciJson.parseManifest(json))
            .getMessage();
    assertTrue(message.startsWith(problem), message);
  }

  @Test
  void aDocumentOfAnotherTypeThanExpectedIsNotRead() {
    assertThrows(
        InvalidManifestException.class,
        () ->
            OciJson.parseManifest(
                OciJson.toJson(MANIFEST).getBytes(UTF_8), MediaType.DOCKER_MANIFEST));
  }

  @Test
  void valuesAreThoseOfTheDocumentInItsOrder() {
    Object values =
        OciJson.values("{\"b\":[1,1.5,true,null],\"a\":\"x\"}".getBytes(UTF_8), "answer");

    assertEquals(
        Map.of("b", Arrays.asList(1L, new BigDecimal("1.5"), true, null), "a", "x"), values);
    assertEquals("[b, a]", ((Map<?, ?>) values).keySet().toString());
    assertEquals(
        "answer: not valid JSON at line 1, column 1",
        assertThrows(
                IllegalArgumentException.class, () -> OciJson.values("x".getBytes(UTF_8), "answer"))
            .getMessage());
  }

  @Test
  void indentingKeepsNumbersAsTheyWereWritten() {
    assertEquals(
        "{\n  \"n\": 1.0e2\n}",
        new String(OciJson.indent("{\"n\":1.0e2}".getBytes(UTF_8), "answer"), UTF_8));
  }

  @Test
  void subjectIsKnownByTheBytesOfTheServer() throws InvalidManifestException {
    // Spaces as no writer of ours has them: they count.
    byte[] bytes =
        ("{ \"schemaVersion\": 2, \"config\": {\"mediaType\": \"text/plain\", \"digest\": \""
                + Digest.of(new byte[0])
                + "\", \"size\": 0}, \"layers\": [] }")
            .getBytes(UTF_8);
    RawManifest raw = OciJson.parseManifest(bytes, MediaType.OCI_MANIFEST);
    assertEquals(Descriptor.of(MediaType.OCI_MANIFEST, bytes), raw.descriptor());
    assertArrayEquals(bytes, raw.bytes());
  }

  @Test
  void whatIsNoManifestIsNotRead() {
    assertThrows(
        InvalidManifestException.class,
        () -> OciJson.parseManifest("[]".getBytes(UTF_8), MediaType.OCI_MANIFEST));
  }
}
