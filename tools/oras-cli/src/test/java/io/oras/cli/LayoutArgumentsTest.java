package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands with an OCI layout in place of a registry. */
class LayoutArgumentsTest extends CommandLineTest {
  private void pushToLayout() {
    oras("push", "--oci-layout", "lay:v1", "f.txt", "-a", CREATED).lines();
  }

  @Test
  void blobsAreFoundByABareDigestBesideThePath() {
    pushToLayout();
    String[] path = {"--oci-layout-path", "lay"};
    assertEquals("bar", oras("blob", "fetch", path[0], path[1], BAR, "-o", "-").text());
    assertEquals(
        List.of("Deleted [oci-layout] " + BAR),
        oras("blob", "delete", path[0], path[1], BAR, "-f").lines());
    assertTrue(
        oras("blob", "push", path[0], path[1], BAR, "f.txt")
            .lines()
            .contains("Pushed: [oci-layout] " + BAR));
  }

  @Test
  void aTagOfALayoutStandsForABlobToo() {
    pushToLayout();
    assertEquals(
        oras("manifest", "fetch", "--oci-layout", "lay:v1").text(),
        oras("blob", "fetch", "--oci-layout", "lay:v1", "-o", "-").text());
  }

  @Test
  void theDescriptorOfADeletedManifestNamesItsTag() {
    pushToLayout();
    String deleted =
        oras("manifest", "delete", "--oci-layout", "lay:v1", "-f", "--descriptor").text();
    assertTrue(deleted.contains("\"org.opencontainers.image.ref.name\":\"v1\""), deleted);
  }

  @Test
  void taggingALayoutLeavesNoFolderForFilesOnTheirWay() throws IOException {
    pushToLayout();
    Files.deleteIfExists(folder.resolve("lay/ingest"));
    oras("tag", "--oci-layout", "lay:v1", "v2").lines();
    assertFalse(Files.exists(folder.resolve("lay/ingest")));
  }

  @Test
  void severalTagsAndDigestsStandBesideThePath() {
    pushToLayout();
    oras("cp", "--from-oci-layout", "lay:v1", "--to-oci-layout-path", "two", "a,b").lines();
    assertEquals(List.of("a", "b"), oras("repo", "tags", "--oci-layout", "two").lines());
    assertEquals(List.of(PUSHED), oras("resolve", "--oci-layout-path", "two", PUSHED).lines());
  }

  @Test
  void aRepositoryBesideThePathStandsForItsTags() {
    for (String name : List.of("example.com/a:v1", "example.com/a:v2", "example.com/b:v1")) {
      oras("push", "--oci-layout-path", "lay", name, "f.txt").lines();
    }
    String digestTag = "sha256-" + "a".repeat(64);
    oras("tag", "--oci-layout-path", "lay", "example.com/a:v1", "example.com/a:" + digestTag)
        .lines();
    assertEquals(
        List.of(digestTag, "v1", "v2"),
        oras("repo", "tags", "--oci-layout-path", "lay", "example.com/a").lines());
    assertEquals(
        List.of("v1", "v2"),
        oras("repo", "tags", "--oci-layout-path", "lay", "example.com/a", "--exclude-digest-tags")
            .lines());
    assertEquals(
        "{\"tags\":[\"v1\"]}",
        oras("repo", "tags", "--oci-layout-path=lay", "example.com/b", "--format=json")
            .text()
            .replaceAll("\\s", ""));
  }

  @Test
  void descriptorsCarryWhatTheLayoutSaysOfThem() throws IOException {
    pushToLayout();
    String annotations =
        "\"annotations\":{\"org.opencontainers.image.created\":\"2000-01-01T00:00:00Z\","
            + "\"org.opencontainers.image.ref.name\":\"v1\"},"
            + "\"artifactType\":\"application/vnd.unknown.artifact.v1\"";
    String[] fetch = {"manifest", "fetch", "--descriptor", "--oci-layout"};
    assertTrue(oras(fetch[0], fetch[1], fetch[2], fetch[3], "lay:v1").text().contains(annotations));
    assertTrue(
        oras(fetch[0], fetch[1], fetch[2], fetch[3], "lay@" + PUSHED)
            .text()
            .endsWith("\"size\":583}"),
        oras(fetch[0], fetch[1], fetch[2], fetch[3], "lay@" + PUSHED).text());
    for (String command : List.of("manifest fetch", "discover")) {
      List<String> words = List.of(command.split(" "));
      String json =
          (words.size() == 2
                  ? oras(words.get(0), words.get(1), "--format=json", "--oci-layout", "lay:v1")
                  : oras(command, "--format=json", "--oci-layout", "lay:v1"))
              .text()
              .replaceAll("\\s", "");
      assertTrue(json.contains(annotations), json);
    }
    oras("attach", "--oci-layout", "lay:v1", "--artifact-type=a/b", "-a=k=v", "--export-manifest=m")
        .lines();
    assertTrue(Files.readString(folder.resolve("m")).contains(annotations));
  }

  @Test
  void readingLeavesTheLayoutAsItWas() throws IOException {
    pushToLayout();
    List<Path> before = files();
    oras("pull", "--oci-layout", "lay:v1", "-o", "out").lines();
    oras("manifest", "fetch", "--oci-layout", "lay:v1").lines();
    oras("discover", "--oci-layout", "lay:v1").lines();
    oras("cp", "--from-oci-layout", "lay:v1", "REG/demo:v1").lines();
    assertEquals(before, files());
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder.resolve("lay"))) {
      return all.sorted().toList();
    }
  }

  @Test
  void aLayoutThatIsNotThereIsNamed() {
    for (String command : List.of("pull", "resolve", "discover")) {
      assertEquals(
          "Error: invalid argument \"none:v1\": failed to find path \"none\":"
              + " no such file or directory",
          oras(command, "--oci-layout", "none:v1").errors().get(0));
    }
  }
}
