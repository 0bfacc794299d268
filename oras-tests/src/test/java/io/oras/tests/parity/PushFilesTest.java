package io.oras.tests.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.files.AnnotationFile;
import io.oras.core.files.ArtifactFiles;
import io.oras.tests.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files are pushed as people write them: paths with media types, in a base folder. */
class PushFilesTest extends WithRegistry {
  private Path base;

  @BeforeEach
  void prepare() throws IOException {
    base = Files.createDirectory(work.resolve("base"));
    write("base/a.txt", "a");
    write("base/tree/sub/b.txt", "b");
    write("elsewhere/c.txt", "c");
  }

  private Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private ImageManifest pushed(Artifact artifact) throws IOException {
    return (ImageManifest) oras.push(demo(":v1"), artifact).manifest().view().orElseThrow();
  }

  private static List<String> titles(Artifact artifact) {
    return artifact.layers().stream().map(layer -> layer.title().orElseThrow()).toList();
  }

  @Test
  void pathsHaveTheirMediaTypesAndComeBackUnderTheBaseFolder() throws IOException {
    ImageManifest manifest =
        pushed(
            ArtifactFiles.in(base)
                .file("a.txt:text/plain")
                .files(List.of("tree/sub/b.txt"))
                .artifact());
    oras.pull(demo(":v1"), work.resolve("out"));

    assertEquals(
        List.of(new MediaType("text/plain"), MediaType.OCI_LAYER),
        manifest.layers().stream().map(Descriptor::mediaType).toList());
    assertEquals(Map.of("a.txt", "a", "tree/sub/b.txt", "b"), Folders.texts(work.resolve("out")));
  }

  @Test
  void foldersArePackedWhetherTheirNameEndsInASlashOrNot() throws IOException {
    ImageManifest manifest = pushed(ArtifactFiles.in(base).file("tree/").artifact());
    oras.pull(demo(":v1"), work.resolve("out"));

    Descriptor layer = manifest.layers().get(0);
    assertEquals(MediaType.OCI_LAYER_GZIP, layer.mediaType());
    assertEquals("tree", layer.title().orElseThrow());
    assertEquals("true", layer.annotations().get(Annotations.CONTENT_UNPACK));
    assertTrue(layer.annotations().containsKey(Annotations.CONTENT_DIGEST));
    assertEquals(Map.of("tree/sub/b.txt", "b"), Folders.texts(work.resolve("out")));
  }

  @Test
  void filesOfTheWorkingFolderArePushedByTheirNames() throws IOException {
    // The tests run in the folder of their module.
    RawManifest manifest =
        oras.push(demo(":v1"), ArtifactFiles.of("pom.xml:application/xml")).manifest();
    oras.pull(demo(":v1"), work.resolve("out"));

    assertEquals(manifest.descriptor().digest(), registry.tag("demo", "v1").orElseThrow());
    assertEquals(
        Map.of("pom.xml", Files.readString(Path.of("pom.xml"))),
        Folders.texts(work.resolve("out")));
  }

  @Test
  void aFileWhoseNameHasAColonIsFoundByItsWholeName() throws IOException {
    write("base/some:file", "colon");

    assertEquals(List.of("some:file"), titles(ArtifactFiles.in(base).file("some:file").artifact()));
    assertEquals(
        List.of("some:file"),
        titles(ArtifactFiles.in(base).file("some:file:text/plain").artifact()));
    assertThrows(
        IllegalArgumentException.class, () -> ArtifactFiles.in(base).file(":a/b").artifact());
  }

  @Test
  void aMissingFileOrConfigIsNamedBeforeAnythingIsSent() {
    for (ArtifactFiles files :
        List.of(
            ArtifactFiles.in(base).file("a.txt").file("typo.txt"),
            ArtifactFiles.in(base).file("a.txt").config("typo.txt:application/json"))) {
      NoSuchFileException missing = assertThrows(NoSuchFileException.class, files::artifact);
      assertEquals(base.resolve("typo.txt").toString(), missing.getFile());
    }
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void filesOutsideOfTheBaseFolderAreRefused() throws IOException {
    Path neighbour = write("base-evil/c.txt", "c");
    Path link = Files.createSymbolicLink(base.resolve("link"), work.resolve("elsewhere/c.txt"));

    for (String outside :
        List.of("../elsewhere/c.txt", neighbour.toString(), base.relativize(link).toString())) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> ArtifactFiles.in(base).file(outside).artifact(),
              outside);
      assertTrue(refused.getMessage().startsWith(outside + " is not in " + base), outside);
    }
  }

  @Test
  void filesFromElsewhereComeBackUnderTheirNameWhereValidationIsOff() throws IOException {
    Path absolute = work.resolve("elsewhere/c.txt");
    pushed(ArtifactFiles.in(base).pathValidation(false).file(absolute.toString()).artifact());
    oras.pull(demo(":v1"), work.resolve("out"));

    assertEquals(Map.of("c.txt", "c"), Folders.texts(work.resolve("out")));
    IllegalArgumentException twice =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ArtifactFiles.in(base)
                    .pathValidation(false)
                    .file(absolute.toString())
                    .file("../elsewhere/c.txt:text/plain")
                    .artifact());
    assertEquals("two files have the same path: c.txt", twice.getMessage());
  }

  @Test
  void aConfigHasItsMediaTypeToo() throws IOException {
    write("base/config.json", "{\"a\":1}");
    Descriptor typed =
        pushed(ArtifactFiles.in(base).config("config.json:application/vnd.demo+json").artifact())
            .config();
    Descriptor untyped = pushed(ArtifactFiles.in(base).config("config.json").artifact()).config();

    assertEquals(
        Descriptor.of(new MediaType("application/vnd.demo+json"), "{\"a\":1}".getBytes(UTF_8)),
        typed);
    assertEquals(MediaType.UNKNOWN_CONFIG, untyped.mediaType());
    assertEquals(typed.digest(), untyped.digest());
  }

  @Test
  void sectionsAnnotateManifestConfigFilesAndFolders() throws IOException {
    Path file =
        write(
            "annotations.json",
            """
            {"$manifest": {"m": "file", "kept": "1"}, "$config": {"c": "1"},
             "./a.txt": {"of": "the file"}, "tree": {"of": "the folder"}}
            """);
    AnnotationFile annotations =
        AnnotationFile.read(file).with(AnnotationFile.MANIFEST, "m", "call");
    ImageManifest manifest =
        pushed(
            ArtifactFiles.in(base)
                .file("./a.txt")
                .file(base.resolve("tree").toString())
                .annotations(annotations)
                .artifact());

    assertEquals("call", manifest.annotations().get("m"));
    assertEquals("1", manifest.annotations().get("kept"));
    assertEquals(Map.of("c", "1"), manifest.config().annotations());
    assertEquals("the file", manifest.layers().get(0).annotations().get("of"));
    assertEquals("a.txt", manifest.layers().get(0).title().orElseThrow());
    assertEquals("the folder", manifest.layers().get(1).annotations().get("of"));
  }

  @Test
  void aSectionIsFoundByTheAbsolutePath() throws IOException {
    String absolute = base.resolve("a.txt").toString();
    AnnotationFile annotations = AnnotationFile.empty().with(absolute, "of", "the file");
    ImageManifest manifest =
        pushed(ArtifactFiles.in(base).file("a.txt").annotations(annotations).artifact());

    assertEquals("the file", manifest.layers().get(0).annotations().get("of"));
    assertEquals(Map.of("of", "the file"), annotations.section(absolute));
    assertEquals(Map.of(), AnnotationFile.empty().section(absolute));
  }

  @Test
  void anAnnotationFileThatIsMissingOrWrongIsNamed() throws IOException {
    assertThrows(
        NoSuchFileException.class, () -> AnnotationFile.read(work.resolve("missing.json")));
    Path wrong = write("wrong.json", "{\"a.txt\": {\"key\": 1}}");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> AnnotationFile.read(wrong));
    assertEquals(wrong + ": a.txt.key: expected a string", refused.getMessage());
  }
}
