package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.cli.output.ReferrerTreeText;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digests are those that {@code oras} v1.3.6 printed for the same commands. */
class GraphCommandsTest extends CommandLineTest {
  private static final String SIGNATURE =
      "sha256:ab23f4f49c2b34ba0f12af8dc3bf0a2f47cf5f049f5e4f10cd8ec19c92665eb7";
  private static final String SBOM =
      "sha256:22f692345582b6175778318983e95d34164078d258444fe32e7459bad583f7e5";
  private static final String AMD64 =
      "sha256:8ab82ab70a5e6339cbb2204ea96b9dffb72547e8227bce33b4f865812e074f35";
  private static final String ARM64 =
      "sha256:61e9871c5aff65f42be77405d957b0a37839b2112c32bbe1ed5fbd2068a157ff";
  private static final String INDEX =
      "sha256:af62ff2454d69e7f8b956f9261784e172ede6a607a0de126b412867083875ce3";
  private static final String UPDATED =
      "sha256:13c22b5a321bddc4c41729f875eaef924c36809586e0016cbecc12becce7d092";

  private void attachBoth() {
    push("REG/a:v1");
    oras("attach", "REG/a:v1", "--artifact-type", "sig/a", "f.txt", "-a", CREATED).lines();
    oras("attach", "REG/a:v1", "--artifact-type", "sbom/b", "-a", CREATED, "-a", "k=a: b").lines();
  }

  private void images() throws IOException {
    for (String architecture : List.of("amd64", "arm64")) {
      Files.writeString(
          folder.resolve(architecture + ".json"),
          "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}");
      String config = architecture + ".json:application/vnd.oci.image.config.v1+json";
      oras("push", "REG/a:" + architecture, "--config", config, "f.txt", "-a", CREATED).lines();
    }
    push("REG/a:v1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAttachedIsShownAsATree(boolean api) throws IOException {
    start(InProcessRegistry.builder().referrersApi(api).start());
    attachBoth();
    List<String> lines = oras("discover", "REG/a:v1").lines();
    assertEquals(host + "/a@" + PUSHED, lines.get(0));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("── " + SIGNATURE)), () -> "" + lines);
    int sbom =
        lines.indexOf(lines.stream().filter(l -> l.endsWith(SBOM)).findFirst().orElseThrow());
    assertTrue(lines.get(sbom - 1).endsWith("── sbom/b"));
    assertTrue(lines.get(sbom + 1).endsWith("── [annotations]"));
    assertTrue(lines.get(sbom + 2).endsWith("├── k: 'a: b'"));
    assertTrue(
        lines
            .get(sbom + 3)
            .endsWith("└── org.opencontainers.image.created: \"2000-01-01T00:00:00Z\""));
  }

  @Test
  void attachSaysToWhatAndWhichDigest() {
    push("REG/a:v1");
    List<String> lines =
        oras("attach", "REG/a:v1", "--artifact-type", "sig/a", "f.txt", "-a", CREATED).lines();
    assertEquals("Preparing f.txt", lines.get(0));
    assertEquals(
        List.of("Attached to [registry] " + host + "/a@" + PUSHED, "Digest: " + SIGNATURE),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void attachToAPlatformKeepsItInTheSubject() throws IOException {
    images();
    oras("manifest", "index", "create", "REG/a:multi", "amd64", "arm64").lines();
    List<String> lines =
        oras(
                "attach",
                "REG/a:multi",
                "--platform=linux/arm64",
                "--artifact-type=sig/p",
                "f.txt",
                "-a",
                CREATED)
            .lines();
    assertEquals(
        "Digest: sha256:1800466130d22cc115dfcc063198888f708a1bf638b2f4fb942dc42e6f7d8100",
        lines.get(lines.size() - 1));
  }

  @Test
  void attachTakesAnAnnotationFile() throws IOException {
    push("REG/a:v1");
    Files.writeString(
        folder.resolve("ann.json"),
        "{\"$manifest\":{\"org.opencontainers.image.created\":\"2000-01-01T00:00:00Z\"},"
            + "\"f.txt\":{\"l\":\"3\"}}");
    String file = "--annotation-file=ann.json";
    List<String> lines = oras("attach", "REG/a:v1", "--artifact-type=x/y", file, "f.txt").lines();
    String digest = lines.get(lines.size() - 1).substring("Digest: ".length());
    assertTrue(oras("manifest", "fetch", "REG/a@" + digest).text().contains("\"l\":\"3\""));
    oras("attach", "REG/a:v1", "--artifact-type=x/y", file).lines();
    Files.writeString(folder.resolve("ann.json"), "{\"f.txt\":{\"l\":\"3\"}}");
    assertEquals(
        "Error: neither file nor annotation provided in the command",
        oras("attach", "REG/a:v1", "--artifact-type=x/y", file).errors().get(0));
  }

  @Test
  void attachNeedsATypeAndSomethingToAttach() {
    assertEquals(
        List.of("Error: required flag(s) \"artifact-type\" not set"),
        oras("attach", "REG/a:v1", "f.txt").errors());
    assertEquals(
        "Error: neither file nor annotation provided in the command",
        oras("attach", "REG/a:v1", "--artifact-type=x/y").errors().get(0));
  }

  @Test
  void discoverKnowsDepthTypeTableAndTemplate() {
    attachBoth();
    assertEquals(PUSHED, oras("discover", "REG/a:v1", "--format=go-template={{.digest}}").text());
    List<String> table = oras("discover", "REG/a:v1", "--format", "table").lines();
    assertEquals("Discovered 2 artifacts referencing " + host + "/a:v1", table.get(0));
    assertTrue(table.contains("  \"digest\": \"" + SBOM + "\","), () -> "" + table);
    assertFalse(oras("discover", "REG/a:v1", "--artifact-type=sbom/b").text().contains("sig/a"));
    assertTrue(oras("discover", "REG/a:v1", "--depth=0").errors().get(0).contains("at least 1"));
    assertTrue(oras("discover", "REG/a:v1", "--format=x").errors().get(0).contains("\"x\""));
  }

  @Test
  void textOfARegistryCannotMoveTheCursor() {
    assertEquals("\"a\\x1b[2J\\nb\"", ReferrerTreeText.scalar("a\u001b[2J\nb"));
    assertEquals("'a: b'", ReferrerTreeText.scalar("a: b"));
    assertEquals("\"true\"", ReferrerTreeText.scalar("true"));
    assertEquals("it's", ReferrerTreeText.scalar("it's"));
  }

  @Test
  void anIndexIsCreatedAndUpdated() throws IOException {
    images();
    assertEquals(
        List.of(
            "Fetching  amd64",
            "Fetched   " + AMD64 + " amd64",
            "Fetching  arm64",
            "Fetched   " + ARM64 + " arm64",
            "Fetching  v1",
            "Fetched   " + PUSHED + " v1",
            "Packed    af62ff2454d6 application/vnd.oci.image.index.v1+json",
            "Pushed    [registry] " + host + "/a:multi",
            "Tagged multi2",
            "Digest: " + INDEX),
        oras("manifest", "index", "create", "REG/a:multi,multi2", "amd64", "arm64", "v1", "-a=x=y")
            .lines());
    assertEquals(
        List.of(
            "Fetching  multi",
            "Fetched   " + INDEX + " multi",
            "Removed   " + AMD64,
            "Fetching  amd64",
            "Fetched   " + AMD64 + " amd64",
            "Added     " + AMD64 + " amd64",
            "Updated   " + UPDATED,
            "Pushed    [registry] " + host + "/a:multi",
            "Tagged t",
            "Digest: " + UPDATED),
        oras(
                "manifest",
                "index",
                "update",
                "REG/a:multi",
                "--remove",
                AMD64,
                "--add",
                "amd64",
                "--tag",
                "t")
            .lines());
    assertEquals(
        List.of("Nothing to update as no change is requested"),
        oras("manifest", "index", "update", "REG/a:multi").lines());
    assertTrue(
        oras("manifest", "index", "create", "REG/a", "-o", "-")
            .text()
            .endsWith("\"manifests\":[]}"));
  }

  @Test
  @Tag("IMG-DESC-11")
  void platformsOfAnIndexAreThoseOfTheConfigs() throws IOException {
    images();
    Files.writeString(
        folder.resolve("arm64.json"),
        "{\"architecture\":\"arm\",\"os\":\"windows\",\"variant\":\"v7\",\"os.version\":\"10.0\"}");
    String config = "arm64.json:application/vnd.oci.image.config.v1+json";
    oras("push", "REG/a:odd", "--config", config, "f.txt").lines();
    assertEquals(
        "amd64 linux , arm windows v7, , ",
        oras("manifest", "index", "create", "REG/a:multi", "amd64", "odd", "v1").exit() == 0
            ? oras(
                    "manifest",
                    "fetch",
                    "REG/a:multi",
                    "--format=go-template={{range .content.manifests}}{{if .platform}}"
                        + "{{.platform.architecture}} {{.platform.os}} "
                        + "{{if .platform.variant}}{{.platform.variant}}{{end}}{{end}}, {{end}}")
                .text()
            : "");
  }

  @Test
  void copyTakesReferrersPlatformsAndTags() throws IOException {
    images();
    oras("manifest", "index", "create", "REG/a:multi", "amd64", "arm64", "v1", "-a=x=y").lines();
    oras("attach", "REG/a:arm64", "--artifact-type", "sig/a", "f.txt", "-a", CREATED).lines();
    List<String> lines =
        oras("cp", "-r", "--platform=linux/arm64,linux/amd64", "REG/a:multi", "REG/b:v1,v2")
            .lines();
    assertEquals(
        List.of("Tagged v2", "Digest: " + INDEX), lines.subList(lines.size() - 2, lines.size()));
    assertTrue(oras("discover", "REG/b@" + ARM64).text().contains("sig/a"));
    assertTrue(
        oras("cp", "--platform=linux/mips,linux/amd64", "REG/a:multi", "REG/b:v3")
            .errors()
            .get(0)
            .contains(
                "unmatched platforms: [linux/mips]; available platforms in the index: [linux/amd64,"
                    + " linux/arm64]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved", "saved.tar"})
  void aBackupIsRestoredWithItsReferrers(String output) {
    attachBoth();
    List<String> saved = oras("backup", "--include-referrers", "--output", output, "REG/a").lines();
    assertEquals("Found 1 tag(s) in " + host + "/a: v1", saved.get(0));
    assertTrue(saved.contains("Pulled tag v1 with 2 referrer(s)"));
    assertTrue(
        saved
            .get(saved.size() - 1)
            .startsWith("Successfully backed up 1 tag(s) from \"" + host + "/a\" to "));
    // Again, over what is there.
    oras("backup", "--include-referrers", "--output", output, "REG/a:v1").lines();

    List<String> rehearsed = oras("restore", "--dry-run", "--input", output, "REG/b").lines();
    assertEquals(
        List.of(
            "Dry run: would push tag v1 with 2 referrer(s)",
            "Dry run complete: 1 tag(s) would be restored to \"" + host + "/b\" (no data pushed)"),
        rehearsed.subList(rehearsed.size() - 2, rehearsed.size()));
    assertEquals(List.of(), registry.tags("b"));

    oras("restore", "--input", output, "REG/b").lines();
    assertEquals(
        oras("discover", "REG/a:v1").lines().size(), oras("discover", "REG/b:v1").lines().size());
  }

  @Test
  void aBackupIsOfTagsThatAreThere() {
    push("REG/a:v1");
    assertEquals(1, oras("backup", "-o", "x", "REG/a:none").exit());
    assertEquals(
        "Error: digest references are not supported: \"" + host + "/a@" + PUSHED + "\"",
        oras("backup", "-o", "x", "REG/a@" + PUSHED).errors().get(0));
    assertFalse(Files.exists(folder.resolve("x")));
  }
}
