package io.oras.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.document.OciJson;
import io.oras.core.document.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageManifestBuilderTest {
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
    RawManifest empty = OciJson.encode(ImageManifest.builder().build());
    assertEquals(List.of(), Schema.MANIFEST.violations(empty.bytes()));
    ImageManifest manifest = (ImageManifest) empty.view().orElseThrow();
    assertEquals(List.of(Descriptor.EMPTY_JSON), manifest.layers());
    assertEquals(MediaType.UNKNOWN_ARTIFACT, manifest.artifactType());
  }

  @Test
  void manifestIsWhatItWasBuiltOf() throws IOException {
    Descriptor layer = ContentSource.ofFile(file("x")).describe(TEXT);
    Descriptor subject = OciJson.encode(ImageManifest.builder().build()).descriptor();
    Descriptor config = ContentSource.ofFile(file("{}")).describe(TEXT);
    ImageManifest built =
        ImageManifest.builder()
            .artifactType(TEXT)
            .config(config)
            .layer(layer)
            .annotation("b", "first")
            .annotation("b", "2")
            .annotation("a", "1")
            .subject(subject)
            .build();
    assertEquals(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            TEXT,
            config,
            List.of(layer),
            subject.plain(),
            Map.of("a", "1", "b", "2")),
        built);
    assertEquals(List.of(), Schema.MANIFEST.violations(OciJson.encode(built).bytes()));
  }

  @Test
  void emptyConfigIsTwoBytes() throws IOException {
    byte[] empty = "{}".getBytes(UTF_8);
    assertEquals(
        Descriptor.EMPTY_JSON.plain(), ContentSource.ofBytes(empty).describe(MediaType.OCI_EMPTY));
    assertArrayEquals(empty, Descriptor.EMPTY_JSON.embedded().orElseThrow());
  }

  @Test
  void missingConfigIsAnErrorAndNotAnEmptyOne() {
    ContentSource missing = ContentSource.ofFile(folder.resolve("typo"));
    assertThrows(NoSuchFileException.class, () -> missing.describe(MediaType.UNKNOWN_CONFIG));
  }
}
