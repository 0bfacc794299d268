package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagAndListTest extends CommandLineTest {
  @Test
  void tagNamesTheDigestOnceAndEachTag() {
    push("REG/demo/a:v1");
    assertEquals(
        List.of("Tagging [registry] " + host + "/demo/a@" + PUSHED, "Tagged t1", "Tagged t2"),
        oras("tag", "REG/demo/a:v1", "t1", "t2").lines());
    assertEquals(List.of("t1", "t2", "v1"), registry.tags("demo/a"));
  }

  @Test
  void tagsAreGivenInTwoRequestsWhereTheRegistryTakesSeveral() {
    push("REG/demo/a:v1");
    registry.clear();
    oras("tag", "REG/demo/a:v1", "t1", "t2", "t3").lines();
    assertEquals(
        List.of("GET /v2/demo/a/manifests/v1", "PUT /v2/demo/a/manifests/" + PUSHED),
        registry.requests().stream().map(LoggedRequest::line).toList());
  }

  @Test
  void tagWorksInLayouts() {
    push2("lay:v1");
    assertEquals(
        List.of("Tagging [oci-layout] lay@" + PUSHED, "Tagged t1"),
        oras("tag", "--oci-layout", "lay:v1", "t1").lines());
    assertEquals(List.of("t1", "v1"), oras("repo", "tags", "--oci-layout", "lay").lines());
    assertEquals(
        List.of("v1"), oras("repo", "tags", "--oci-layout", "lay", "--last", "t1").lines());
  }

  @Test
  void aLayoutThatOrasHasEmptiedIsEmpty() throws IOException {
    push2("lay:v1");
    Files.writeString(
        folder.resolve("lay/index.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":null}");
    assertEquals(List.of(), oras("repo", "tags", "--oci-layout", "lay").lines());
    push2("lay:v2");
    assertEquals(List.of("v2"), oras("repo", "tags", "--oci-layout", "lay").lines());
  }

  @Test
  void aTagOfALayoutMayLookLikeAReference() {
    assertTrue(
        oras("push", "--oci-layout-path", "lay", "example.com/a:v1", "f.txt", "-a", CREATED)
            .lines()
            .contains("Pushed [oci-layout] example.com/a:v1"));
    assertEquals(
        List.of("lay@" + PUSHED),
        oras("resolve", "-l", "--oci-layout-path", "lay", "example.com/a:v1").lines());
  }

  private void push2(String layout) {
    oras("push", "--oci-layout", layout, "f.txt", "-a", CREATED).lines();
  }

  @Test
  void tagInALayoutThatIsNotThereMakesNone() {
    assertTrue(
        oras("tag", "--oci-layout", "none:v1", "t")
            .errors()
            .get(0)
            .contains("failed to find path \"none\": no such file or directory"));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void missingArgumentsAreCounted() {
    assertEquals(
        List.of(
            "Error: \"oras tag\" requires at least 2 arguments but got 1",
            "Usage: oras tag [flags] <name>{:<tag>|@<digest>} <new_tag> [...]",
            "Please specify at least 2 arguments as the artifact to be retagged and the tags to be"
                + " added. Run \"oras tag -h\" for more options and examples"),
        oras("tag", "REG/a:v1").errors());
  }

  @Test
  void nameWithoutTagIsRefused() {
    assertEquals(
        List.of(
            "Error: \"" + host + "/demo/a\": no tag or digest specified",
            "Usage: oras tag [flags] <name>{:<tag>|@<digest>} <new_tag> [...]",
            "Please specify a reference in the form of \"<name>:<tag>\" or \"<name>@<digest>\". Run"
                + " \"oras tag -h\" for more options and examples"),
        oras("tag", "REG/demo/a", "t").errors());
  }

  @Test
  void badTagIsRefusedBeforeAnythingIsSent() {
    assertTrue(oras("tag", "REG/demo/a:v1", "bad tag").errors().get(0).contains("'bad tag'"));
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void resolvePrintsDigestOrReference() {
    push("REG/demo/a:v1");
    assertEquals(List.of(PUSHED), oras("digest", "REG/demo/a:v1").lines());
    assertEquals(
        List.of(host + "/demo/a@" + PUSHED), oras("resolve", "-l", "REG/demo/a:v1").lines());
    assertTrue(
        oras("resolve", "REG/demo/a:no")
            .errors()
            .get(0)
            .startsWith("Error response from registry: "));
  }

  @Test
  void repositoriesLoseTheirNamespace() {
    push("REG/demo/a:v1");
    push("REG/demonstration:v1");
    push("REG/demo/b:v1");
    assertEquals(
        List.of("demo/a", "demo/b", "demonstration"), sorted(oras("repo", "ls", "REG").lines()));
    assertEquals(List.of("a", "b"), sorted(oras("repository", "list", "REG/demo").lines()));
    assertEquals(
        "{\n  \"registry\": \""
            + host
            + "\",\n  \"repositories\": [\n    \"demonstration\"\n  ]\n}\n",
        oras("repo", "ls", "REG", "--last", "demo/b", "--format", "json").text());
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  @Test
  void tagsOfOneDigest() {
    push("REG/demo/a:v1,v2");
    oras("push", "REG/demo/a:other", "-a", CREATED).lines();
    Run run = oras("repo", "show-tags", "REG/demo/a:v1");
    assertEquals(List.of("v1", "v2"), run.lines());
    assertTrue(run.err().contains("querying tags associated to " + PUSHED));
  }

  @Test
  void digestTagsCanBeLeftOut() {
    push("REG/demo/a:v1");
    oras("tag", "REG/demo/a:v1", PUSHED.replace(':', '-')).lines();
    assertEquals(2, oras("repo", "tags", "REG/demo/a").lines().size());
    assertEquals(
        List.of("v1"), oras("repo", "tags", "REG/demo/a", "--exclude-digest-tags").lines());
  }

  @Test
  void templatesPrintFieldsAndLists() {
    push("REG/demo/a:v1,v2");
    assertEquals("[v1 v2]", tags("--format", "go-template", "--template", "{{.tags}}"));
    assertEquals("v1\nv2\n", tags("--format", "go-template={{range .tags}}{{println .}}{{end}}"));
    assertEquals("[\"v1\",\"v2\"]", tags("--format", "go-template={{ .tags | toJson }}"));
    assertEquals(
        "2 none", tags("--format", "go-template={{len .tags}} {{- if .no}}x{{else}} none{{end}}"));
  }

  private String tags(String... flags) {
    String[] all = new String[flags.length + 3];
    all[0] = "repo";
    all[1] = "tags";
    all[2] = "REG/demo/a";
    System.arraycopy(flags, 0, all, 3, flags.length);
    return oras(all).text();
  }

  @Test
  void templateThatFailsNamesThePlaceAfterWhatCameBefore() {
    push("REG/demo/a:v1");
    Run run = oras("repo", "tags", "REG/demo/a", "--format", "go-template=a\nb{{index .tags 3}}c");

    assertEquals("a\nb", run.out());
    assertEquals(
        List.of(
            "Error: template: format output:2:3: executing \"format output\" at <index .tags 3>:"
                + " error calling index: index out of range: 3"),
        run.errors());
  }

  @Test
  void formatFlagsAreChecked() {
    assertEquals(
        List.of(
            "Error: \"go-template\" format specified but no template given",
            "use `--format go-template=TEMPLATE` to specify the template"),
        oras("repo", "tags", "REG/a", "--format", "go-template").errors());
    assertEquals(
        List.of("Error: --template must be used with --format go-template"),
        oras("repo", "tags", "REG/a", "--template", "x").errors());
    assertEquals(
        List.of("Error: invalid format type: \"xx\"", "supported types: json, go-template, text"),
        oras("repo", "tags", "REG/a", "--format", "xx").errors());
  }
}
