package io.oras.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.document.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestBuilderTest {
  private static final MediaType TEXT = new MediaType("text/plain");

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("a.txt"), content);
  }

  @Test
  void descriptorOfAFileHasItsDigestAndSize() throws IOException {
    Descriptor layer = ContentSource.ofFile(file("hello oras\n")).describe(TEXT);
    assertEquals(Descriptor.of(TEXT, "hello oras\n".getBytes(UTF_8)), layer);
    assertEquals(11, layer.size());
  }

  @Test
  void missingFileHasNoDescriptor() {
    ContentSource missing = ContentSource.ofFile(folder.resolve("missing"));
    assertThrows(NoSuchFileException.class, () -> missing.describe(TEXT));
  }

  @Test
  void emptyManifestIsValid() {
    RawManifest empty = new ManifestBuilder().build();
    assertEquals(List.of(), Schema.MANIFEST.violations(empty.bytes()));
    ImageManifest manifest = (ImageManifest) empty.view().orElseThrow();
    assertEquals(List.of(Descriptor.EMPTY_JSON), manifest.layers());
    assertEquals(MediaType.UNKNOWN_ARTIFACT, manifest.artifactType());
  }

  @Test
  void manifestIsWhatItWasBuiltOf() throws IOException {
    Descriptor layer = ContentSource.ofFile(file("x")).describe(TEXT);
    Descriptor subject = new ManifestBuilder().build().descriptor();
    ManifestConfig config = ManifestConfig.ofFile(file("{}"), TEXT);
    RawManifest built =
        new ManifestBuilder()
            .artifactType(TEXT)
            .config(config.descriptor())
            .layer(layer)
            .annotation("b", "first")
            .annotation("b", "2")
            .annotation("a", "1")
            .subject(subject)
            .build();
    ImageManifest manifest = (ImageManifest) built.view().orElseThrow();
    assertEquals(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            TEXT,
            config.descriptor(),
            List.of(layer),
            subject.plain(),
            Map.of("a", "1", "b", "2")),
        manifest);
    assertEquals(List.of(), Schema.MANIFEST.violations(built.bytes()));
  }

  @Test
  void emptyConfigIsTwoBytesOfAnyType() throws IOException {
    assertEquals(Descriptor.EMPTY_JSON, ManifestConfig.empty().descriptor());
    ManifestConfig config = ManifestConfig.empty(MediaType.UNKNOWN_CONFIG);
    assertEquals(
        Descriptor.of(MediaType.UNKNOWN_CONFIG, "{}".getBytes(UTF_8)), config.descriptor());
    assertEquals("{}", new String(config.content().open().readAllBytes(), UTF_8));
  }

  @Test
  void configOfAFileIsOfUnknownTypeUnlessItIsSaid() throws IOException {
    Path file = file("{\"a\":1}");
    assertEquals(
        Descriptor.of(MediaType.UNKNOWN_CONFIG, Files.readAllBytes(file)),
        ManifestConfig.ofFile(file, null).descriptor());
    assertEquals(TEXT, ManifestConfig.ofFile(file, TEXT).descriptor().mediaType());
  }

  @Test
  void missingConfigIsAnErrorAndNotAnEmptyOne() {
    assertThrows(
        NoSuchFileException.class, () -> ManifestConfig.ofFile(folder.resolve("typo"), null));
  }
}
