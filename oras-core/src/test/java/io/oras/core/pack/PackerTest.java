package io.oras.core.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.archive.Compressions;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.ImageSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerTest {
  private static final Instant Y2K = Instant.parse("2000-01-01T00:00:00Z");

  @TempDir Path folder;
  private final PackedSource source = new PackedSource();
  private final Packer packer =
      new Packer(new JsonManifestCodec(), new LayerReader(source, null, name -> Compressions.GZIP));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Layer fooBar() throws IOException {
    Path file = Files.createDirectories(folder.resolve("foobar")).resolve("bar");
    Files.writeString(file, "bar");
    return Layer.of(file).withTitle("foobar/bar");
  }

  private static ImageManifest image(RawManifest raw) {
    return (ImageManifest) raw.view().orElseThrow();
  }

  @Test
  @Tag("DIST-MAN-04")
  void sameInputSameDigestAsOrasByV11() throws IOException {
    RawManifest packed = packer.pack(Artifact.of(fooBar()), ImageSpec.V1_1, Y2K);
    assertEquals(
        "sha256:f90b46e1d6c298e598ef1e3fdcfa8113b623320c47bf73a1d5be06b41772bd8a",
        packed.descriptor().digest().toString());
    assertEquals(588, packed.descriptor().size());
  }

  @Test
  void sameInputSameDigestAsOrasByV10() throws IOException {
    RawManifest packed = packer.pack(Artifact.of(fooBar()), ImageSpec.V1_0, Y2K);
    assertEquals(
        "sha256:0b5be45bb2b8ce3daebe013f59af86c488968ced232552633414e14b2dd25e1e",
        packed.descriptor().digest().toString());
    assertEquals(526, packed.descriptor().size());
  }

  private void assertTitlesAreRefused(String named, Layer... layers) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> packer.pack(Artifact.of(layers), ImageSpec.V1_1, Y2K));
    assertEquals(named, e.getMessage());
  }

  @Test
  void twoLayersOfOneTitleAreRefusedBeforeTheyAreRead() throws IOException {
    Path one = folder.resolve("one/f");
    Path other = folder.resolve("other/f");
    assertTitlesAreRefused(
        "two layers have the title 'f': %s and %s; give one of them another title"
            .formatted(one, other),
        Layer.of(one),
        Layer.of(other));
    assertTitlesAreRefused(
        "two layers have the title './a//b': content in memory and a stream; give one of them"
            + " another title",
        Layer.ofBytes(new byte[1]).withAnnotations(Map.of(Annotations.TITLE, "a/b")),
        Layer.ofStream(InputStream.nullInputStream()).withTitle("./a//b"));
    packer.pack(
        Artifact.of(Layer.ofBytes(new byte[1]), Layer.ofBytes(new byte[2])), ImageSpec.V1_1, Y2K);
  }

  @Test
  void fileThatBecameAFolderIsNamed() throws IOException {
    Path place = Files.createFile(folder.resolve("place"));
    Artifact artifact = Artifact.of(Layer.of(place));
    Files.delete(place);
    Files.createDirectory(place);
    IOException e =
        assertThrows(IOException.class, () -> packer.pack(artifact, ImageSpec.V1_1, Y2K));
    assertEquals(place + ": is a folder, not a file; Layer.of packs a folder", e.getMessage());
  }

  @Test
  void allThatTheManifestNamesCanBeFetched() throws IOException {
    RawManifest packed = packer.pack(Artifact.of(fooBar()), ImageSpec.V1_1, Y2K);
    for (Descriptor child : image(packed).children()) {
      assertTrue(source.exists(child));
      try (var in = source.fetch(child)) {
        assertEquals(child.size(), in.readAllBytes().length);
      }
    }
    try (var in = source.fetch(packed.descriptor())) {
      assertArrayEquals(packed.bytes(), in.readAllBytes());
    }
  }

  @Test
  @Tag("IMG-MANI-14")
  @Tag("IMG-MANI-15")
  @Tag("IMG-MANI-16")
  void withoutLayersThereIsTheEmptyOne() throws IOException {
    ImageManifest manifest = image(packer.pack(Artifact.of(), ImageSpec.V1_1, Y2K));
    assertEquals(List.of(Descriptor.EMPTY_JSON), manifest.layers());
    assertEquals(Descriptor.EMPTY_JSON, manifest.config());
    assertEquals(MediaType.UNKNOWN_ARTIFACT, manifest.artifactType());
  }

  @Test
  void byV10TheArtifactTypeIsTheConfigsType() throws IOException {
    MediaType type = new MediaType("application/vnd.example");
    ImageManifest manifest = image(packer.pack(Artifact.of().withType(type), ImageSpec.V1_0, Y2K));
    assertEquals(type, manifest.config().mediaType());
    assertEquals(List.of(), manifest.layers());
    assertEquals(null, manifest.artifactType());
  }

  @Test
  void byV10ThereIsNoSubject() {
    Artifact artifact = Artifact.of(MediaType.UNKNOWN_ARTIFACT).withSubject(Descriptor.EMPTY_JSON);
    assertThrows(IllegalArgumentException.class, () -> packer.pack(artifact, ImageSpec.V1_0, Y2K));
  }

  @Test
  @Tag("IMG-MANI-03")
  void anEmptyConfigNeedsAnArtifactType() {
    Artifact artifact =
        Artifact.of().withConfig(Layer.ofBytes(utf8("{}")).withMediaType(MediaType.OCI_EMPTY));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> packer.pack(artifact, ImageSpec.V1_1, Y2K));
    assertTrue(e.getMessage().contains("artifact type"));
  }

  @Test
  void theTimeOfCreationIsThatOfTheCallerWhenGiven() throws IOException {
    Map<String, String> given = Map.of(Annotations.CREATED, "2001-02-03T04:05:06+01:00");
    ImageManifest manifest =
        image(packer.pack(Artifact.of().withAnnotations(given), ImageSpec.V1_1, Y2K));
    assertEquals(given, manifest.annotations());
  }

  @Test
  void aTimeOfCreationThatIsNoneIsRefused() {
    Artifact artifact = Artifact.of().withAnnotations(Map.of(Annotations.CREATED, "yesterday"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> packer.pack(artifact, ImageSpec.V1_1, Y2K));
    assertTrue(e.getMessage().contains("yesterday"));
  }

  @Test
  void fractionsOfASecondAreDropped() throws IOException {
    Instant created = Y2K.plusNanos(123_456_789);
    assertEquals(
        "2000-01-01T00:00:00Z",
        image(packer.pack(Artifact.of(), ImageSpec.V1_1, created))
            .annotations()
            .get(Annotations.CREATED));
  }

  @Test
  void aStreamIsSpooledAndItsSpoolDeleted() throws IOException {
    Layer layer = Layer.ofStream(new ByteArrayInputStream(utf8("streamed"))).withTitle("s.txt");
    Descriptor stored = image(packer.pack(Artifact.of(layer), ImageSpec.V1_1, Y2K)).layers().get(0);
    assertEquals(8, stored.size());
    Path spool = source.source(stored).file().orElseThrow();
    assertTrue(Files.exists(spool));
    source.close();
    assertFalse(Files.exists(spool));
  }

  @Test
  @Tag("IMG-MANI-21")
  @Tag("IMG-MANI-11")
  void noLayerIsMadeThatMayNotBeDistributed() throws IOException {
    Layer untyped = Layer.ofBytes(utf8("a"));
    Descriptor layer =
        image(packer.pack(Artifact.of(untyped), ImageSpec.V1_1, Y2K)).layers().get(0);
    assertEquals(MediaType.OCI_LAYER, layer.mediaType());
    assertFalse(layer.mediaType().isNonDistributable());
  }

  @Test
  @Tag("IMG-DESC-10")
  @Tag("IMG-ANN-05")
  void onlyTheTimeOfCreationIsAddedToTheAnnotations() throws IOException {
    ImageManifest manifest =
        image(
            packer.pack(
                Artifact.of(Layer.ofBytes(utf8("a"))).withAnnotations(Map.of("com.example.x", "")),
                ImageSpec.V1_1,
                Y2K));
    assertEquals(
        Map.of("com.example.x", "", Annotations.CREATED, "2000-01-01T00:00:00Z"),
        manifest.annotations());
    assertEquals(Map.of(), manifest.layers().get(0).annotations());
  }

  @Test
  @Tag("IMG-DESC-08")
  void contentIsEmbeddedOfTheEmptyConfigAlone() throws IOException {
    ImageManifest manifest =
        image(packer.pack(Artifact.of(Layer.ofBytes(utf8("{}"))), ImageSpec.V1_1, Y2K));
    assertEquals("e30=", manifest.config().data());
    assertEquals(null, manifest.layers().get(0).data());
  }
}
