package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.StoreException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.PullResult;
import io.oras.core.options.FileNaming;
import io.oras.core.options.PullOptions;
import io.oras.tests.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Files of artifacts whose layers have no title, named as the tools name them that made them. */
class FileNamingTest extends WithRegistry {
  private static final MediaType SBOM = new MediaType("application/spdx+json");
  private static final String FILEPATH = "org.cncf.model.filepath";

  private static Layer layer(String content, String type) {
    return layer(content.getBytes(UTF_8), type);
  }

  private static Layer layer(byte[] content, String type) {
    return Layer.ofBytes(content).withMediaType(new MediaType(type));
  }

  private static byte[] tar(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length());
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private PullResult pull(FileNaming naming) throws IOException {
    return oras.pull(demo(":v1"), work, PullOptions.builder().fileNames(naming).build());
  }

  /** As {@code helm push} makes it (Helm, "Use OCI-based registries"). */
  private void pushChart() throws IOException {
    Artifact chart =
        Artifact.of(
                layer("chart", "application/vnd.cncf.helm.chart.content.v1.tar+gzip"),
                layer("signed", "application/vnd.cncf.helm.chart.provenance.v1.prov"))
            .withConfig(layer("{}", "application/vnd.cncf.helm.config.v1+json"))
            .withAnnotations(
                Map.of(
                    "org.opencontainers.image.title", "web",
                    "org.opencontainers.image.version", "1.0.0+build.1"));
    oras.push(demo(":v1"), chart);
  }

  @Test
  void chartIsNamedAsHelmNamesIt() throws IOException {
    pushChart();
    PullResult result = pull(FileNaming.helmChart());
    assertEquals(
        Map.of("web-1.0.0+build.1.tgz", "chart", "web-1.0.0+build.1.tgz.prov", "signed"),
        Folders.texts(work));
    // The layer is returned as the manifest has it.
    assertTrue(result.files().get(0).descriptor().title().isEmpty());
    assertEquals(work.resolve("web-1.0.0+build.1.tgz"), result.files().get(0).path());
  }

  @Test
  void layersWithoutANameAreLeftOut() throws IOException {
    pushChart();
    assertEquals(List.of(), pull(FileNaming.title()).files());
    assertEquals(Map.of(), Folders.texts(work));
  }

  /** As {@code modctl build} makes it (ModelPack model-spec, Annotations and Media Types). */
  @Test
  void modelHasItsFilesWhetherTheyAreRawOrInArchives() throws IOException {
    Artifact model =
        Artifact.of(
                layer("weights", "application/vnd.cncf.model.weight.v1.raw")
                    .withAnnotation(FILEPATH, "weights/model.safetensors"),
                layer(tar("config.json", "{}"), "application/vnd.cncf.model.weight.config.v1.tar")
                    .withAnnotation(FILEPATH, "config.json"),
                layer(tar("docs/README.md", "read"), "application/vnd.cncf.model.doc.v1.tar")
                    .withAnnotation(FILEPATH, "docs/README.md"))
            .withType(new MediaType("application/vnd.cncf.model.manifest.v1+json"));
    oras.push(demo(":v1"), model);

    pull(FileNaming.modelPack());
    assertEquals(
        Map.of(
            "weights/model.safetensors", "weights", "config.json", "{}", "docs/README.md", "read"),
        Folders.texts(work));
  }

  @Test
  void nextNamingIsAskedForLayersThatTheFirstDoesNotName() throws IOException {
    oras.push(
        demo(":v1"),
        Artifact.of(
            layer("a", "text/plain").withAnnotation(FILEPATH, "model.bin"),
            layer("b", "text/plain").withTitle("b.txt")));
    pull(FileNaming.modelPack().orElse(FileNaming.title()));
    assertEquals(Map.of("model.bin", "a", "b.txt", "b"), Folders.texts(work));
  }

  @Test
  void nameIsCheckedAsATitleIs() throws IOException {
    oras.push(
        demo(":v1"), Artifact.of(layer("a", "text/plain").withAnnotation(FILEPATH, "../outside")));
    assertThrows(StoreException.class, () -> pull(FileNaming.modelPack()));
    assertFalse(Files.exists(work.resolveSibling("outside")));
    FileNaming absolute = (layer, manifest) -> java.util.Optional.of("/outside/");
    assertThrows(StoreException.class, () -> pull(absolute));
  }

  private Digest attach(String content, MediaType type) throws IOException {
    Layer layer = Layer.ofBytes(content.getBytes(UTF_8)).withTitle(content + ".json");
    return oras.attach(demo(":v1"), Artifact.of(type, layer)).digest();
  }

  private PullResult pullReferrer() throws IOException {
    return oras.pull(demo(":v1"), work, PullOptions.builder().referrer(SBOM).build());
  }

  @Test
  void theOnlyReferrerOfATypeIsPulled() throws IOException {
    oras.push(demo(":v1"), Artifact.of(Layer.ofText("app").withTitle("app")));
    attach("other", new MediaType("test/other"));
    attach("sbom", SBOM);
    pullReferrer();
    assertEquals(Map.of("sbom.json", "sbom"), Folders.texts(work));
  }

  @Test
  void noReferrerOrSeveralAreListed() throws IOException {
    oras.push(demo(":v1"), Artifact.of(Layer.ofText("app").withTitle("app")));
    assertTrue(
        assertThrows(NotFoundException.class, this::pullReferrer)
            .getMessage()
            .contains("and none of another type"));

    Digest other = attach("other", new MediaType("test/other"));
    String none = assertThrows(NotFoundException.class, this::pullReferrer).getMessage();
    assertTrue(none.contains(other + " (test/other)"), none);

    Digest one = attach("one", SBOM);
    Digest two = attach("two", SBOM);
    String several = assertThrows(UnsupportedException.class, this::pullReferrer).getMessage();
    assertTrue(several.contains("2 referrers of type " + SBOM), several);
    assertTrue(several.contains(one.toString()) && several.contains(two.toString()), several);
    assertEquals(Map.of(), Folders.texts(work));
  }
}
