package io.oras.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFilesTest {
  @TempDir Path folder;

  @Test
  void filesOfTheWorkingFolderMakeAnArtifactInOneCall() throws IOException {
    // The tests run in the folder of their module.
    Artifact artifact = ArtifactFiles.of("pom.xml:application/xml", "src");

    assertEquals(
        List.of("pom.xml", "src"),
        artifact.layers().stream().map(layer -> layer.title().orElseThrow()).toList());
    assertEquals(
        Optional.of(new MediaType("application/xml")), artifact.layers().get(0).mediaType());
    assertThrows(NoSuchFileException.class, () -> ArtifactFiles.of("typo.xml"));
  }

  @Test
  void anArgumentHasAPathAndPerhapsAMediaType() {
    FileArgument typed = FileArgument.parse("./a.txt:text/plain", folder);
    FileArgument untyped = FileArgument.parse("a.txt:", folder);

    assertEquals(Path.of("./a.txt"), typed.path());
    assertEquals(Optional.of(new MediaType("text/plain")), typed.mediaType());
    assertEquals("a.txt", typed.title());
    assertEquals(Optional.empty(), untyped.mediaType());
    assertEquals(typed, FileArgument.parse(typed.toString(), folder));
    assertNotEquals(typed, untyped);
  }

  @Test
  void annotationFilesAreEqualIfTheirAnnotationsAre() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"a.txt\":{\"k\":\"v\"},\"b\":{}}");

    assertEquals(AnnotationFile.empty().with("a.txt", "k", "v"), AnnotationFile.read(file));
    assertEquals(Map.of(), AnnotationFile.read(file).section("b"));
  }

  @Test
  void annotationsOfTheManifestAreNotThoseOfALayerOfThatName() {
    Artifact artifact =
        AnnotationFile.empty()
            .with(AnnotationFile.MANIFEST, "k", "v")
            .applyTo(Artifact.of(Layer.ofBytes(new byte[0]).withTitle(AnnotationFile.MANIFEST)));

    assertEquals(Map.of("k", "v"), artifact.annotations());
    assertEquals(Map.of(), artifact.layers().get(0).annotations());
  }

  @Test
  void annotationFileWithoutAnEndIsNotReadBeyondItsLimit() {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));

    String message =
        assertThrows(IllegalArgumentException.class, () -> AnnotationFile.read(endless))
            .getMessage();

    assertEquals("/dev/zero is longer than 4194304 bytes", message);
  }
}
