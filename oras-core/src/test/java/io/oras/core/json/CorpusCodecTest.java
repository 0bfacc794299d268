package io.oras.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.document.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus of image-spec/schema (v1.1.1) read and written: manifests, indexes, and descriptors,
 * which stand in an index. Configs and layouts have no part in it.
 */
final class CorpusCodecTest {
  /** What others write, and what the text of the specification therefore lets a reader take. */
  private static final Set<String> TOLERATED =
      Set.of(
          "manifest: no layer",
          "index: a platform without an architecture",
          "extra: annotations that are null",
          "extra: layers that are null",
          "extra: no layers",
          "extra: the empty config without an artifact type",
          "descriptor: a URL without a scheme",
          "descriptor: a media type without a subtype",
          "descriptor: a subtype of 128 characters",
          "descriptor: a subtype that starts with a dot",
          "descriptor: a type of 128 characters",
          "descriptor: a type that starts with a dot",
          "descriptor: an artifact type whose subtype starts with a dot",
          "descriptor: embedded content without its padding",
          "descriptor: no media type",
          "extra: an annotation that is null",
          "extra: bad data in an index, which the schema lets pass",
          "extra: data of another size",
          "extra: no manifests",
          "index: a manifest whose media type is none",
          "index: an empty media type",
          "index: the second media type is none",
          "manifest: a config whose media type is none",
          // Data that does not fit the descriptor is not used.
          "extra: data of another digest");

  /** Read all the same, but a manifest is not written without its config. */
  private static final String WITHOUT_CONFIG = "extra: no config";

  private final JsonManifestCodec codec = new JsonManifestCodec();

  private static Stream<Corpus> all() {
    return Corpus.all()
        .filter(
            each -> Set.of(Schema.MANIFEST, Schema.INDEX, Schema.DESCRIPTOR).contains(each.kind()));
  }

  private static boolean isReadable(Corpus each) {
    return each.valid() || TOLERATED.contains(each.toString());
  }

  static Stream<Corpus> readable() {
    return all().filter(CorpusCodecTest::isReadable);
  }

  static Stream<Corpus> refused() {
    return all().filter(each -> !isReadable(each) && !each.toString().equals(WITHOUT_CONFIG));
  }

  private static byte[] document(Corpus each) {
    return (each.kind() == Schema.DESCRIPTOR
            ? "{\"schemaVersion\":2,\"manifests\":[" + each.document() + "]}"
            : each.document())
        .getBytes(UTF_8);
  }

  private static MediaType type(Corpus each) {
    boolean docker = each.file().equals("docker");
    if (each.kind() == Schema.MANIFEST) {
      return docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST;
    }
    return docker ? MediaType.DOCKER_MANIFEST_LIST : MediaType.OCI_INDEX;
  }

  @ParameterizedTest
  @MethodSource("readable")
  void whatIsReadIsWrittenSoThatItIsReadTheSame(Corpus each) throws Exception {
    MediaType type = type(each);
    Manifest manifest = codec.decode(document(each), type).orElseThrow();
    byte[] written = codec.encode(manifest);
    assertEquals(manifest, codec.decode(written, type).orElseThrow());
    assertArrayEquals(written, codec.encode(codec.decode(written, type).orElseThrow()));
    if (each.valid()) {
      Schema kind = each.kind() == Schema.MANIFEST ? Schema.MANIFEST : Schema.INDEX;
      assertEquals(List.of(), kind.violations(written));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsInvalidIsNotRead(Corpus each) {
    assertThrows(
        InvalidManifestException.class,
        () -> codec.decode(document(each), type(each)),
        each::toString);
  }

  @Test
  void allDocumentsThatAreTheCodecsBusinessWereTaken() {
    List<Corpus> corpus = all().filter(each -> !each.file().equals("extra")).toList();
    assertEquals(68, corpus.size());
    assertEquals(TOLERATED.size(), all().filter(e -> TOLERATED.contains(e.toString())).count());
  }
}
