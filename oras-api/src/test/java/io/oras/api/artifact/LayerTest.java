package io.oras.api.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer is one of a path, content and a stream; its changed copies leave it as it is. */
class LayerTest {
  @TempDir Path folder;

  @Test
  void pathIsAFileOrAFolderAsItIsFound() throws IOException {
    Layer file = Layer.of(Files.createFile(folder.resolve("a.txt")));
    Layer tree = Layer.of(Files.createDirectory(folder.resolve("tree")));
    Layer missing = Layer.of(folder.resolve("missing"));
    assertFalse(file.isFolder());
    assertTrue(tree.isFolder());
    assertFalse(missing.isFolder());
    assertEquals("a.txt", file.title().orElseThrow());
    assertEquals("tree", tree.title().orElseThrow());
    assertEquals(folder.resolve("missing"), missing.path().orElseThrow());
  }

  @Test
  void titleOfAPathIsItsLastNameOrNone() {
    assertEquals(
        folder.getFileName().toString(), Layer.of(folder.resolve(".")).title().orElseThrow());
    assertEquals(Optional.empty(), Layer.of(folder.getRoot()).title());
  }

  @Test
  void exactlyOneSourceIsThere() throws IOException {
    for (Layer layer :
        new Layer[] {
          Layer.of(folder),
          Layer.ofBytes(new byte[1]),
          Layer.ofText("é"),
          Layer.ofStream(InputStream.nullInputStream())
        }) {
      assertEquals(
          1,
          Stream.of(layer.path(), layer.content(), layer.stream())
              .filter(Optional::isPresent)
              .count());
    }
    try (InputStream in = Layer.ofText("é").content().orElseThrow().open()) {
      assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), in.readAllBytes());
    }
  }

  @Test
  void changedCopiesKeepTheRest() {
    Layer plain = Layer.ofText("a");
    Layer all =
        plain
            .withTitle("a.txt")
            .withMediaType(MediaType.OCTET_STREAM)
            .withAnnotation("k", "v")
            .withAnnotation("l", "w");
    assertEquals("a.txt", all.title().orElseThrow());
    assertEquals(MediaType.OCTET_STREAM, all.mediaType().orElseThrow());
    assertEquals(Map.of("k", "v", "l", "w"), all.annotations());
    assertEquals(Map.of("x", "y"), all.withAnnotations(Map.of("x", "y")).annotations());
    assertEquals(Optional.empty(), all.withoutTitle().title());
    assertEquals(Optional.empty(), plain.title());
    assertEquals(plain.content(), all.content());
  }

  @Test
  void artifactIsBuiltByChangedCopies() {
    Layer one = Layer.ofText("1");
    Layer two = Layer.ofText("2");
    Artifact artifact =
        Artifact.of(MediaType.UNKNOWN_ARTIFACT, one)
            .withLayer(two)
            .withConfig(one)
            .withAnnotation("k", "v");
    assertEquals(2, artifact.layers().size());
    assertEquals(one, artifact.config().orElseThrow());
    assertEquals(Map.of("k", "v"), artifact.annotations());
    assertEquals(MediaType.UNKNOWN_ARTIFACT, artifact.type().orElseThrow());
    assertEquals(Optional.empty(), artifact.subject());
    assertEquals(1, artifact.withLayers(List.of(two)).layers().size());
  }
}
