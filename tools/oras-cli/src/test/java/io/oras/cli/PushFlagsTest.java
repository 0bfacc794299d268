package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushFlagsTest extends CommandLineTest {
  private Run pushWith(String... flags) {
    String[] all = new String[flags.length + 3];
    all[0] = "push";
    all[1] = "REG/a:v1";
    all[2] = "f.txt";
    System.arraycopy(flags, 0, all, 3, flags.length);
    return oras(all);
  }

  private void annotations() throws IOException {
    Files.writeString(
        folder.resolve("ann.json"),
        "{\"$manifest\":{\"a\":\"1\",\"org.opencontainers.image.created\":\"2000-01-01T00:00:00Z\"},"
            + "\"$config\":{\"c\":\"2\"},"
            + "\"f.txt\":{\"l\":\"3\",\"org.opencontainers.image.title\":\"g.txt\"},\"other\":{\"x\":\"y\"}}");
  }

  @Test
  void folderAsConfigHasTheTypeOfAConfig() throws IOException {
    Files.createDirectories(folder.resolve("tree"));
    assertTrue(
        oras("push", "REG/a:v1", "f.txt", "--config", "tree")
            .lines()
            .contains("ArtifactType: application/vnd.unknown.config.v1+json"));
  }

  @Test
  void annotationFileGivesTheDigestOfOras() throws IOException {
    annotations();
    List<String> lines = pushWith("--annotation-file", "ann.json").lines();
    assertEquals("Preparing g.txt", lines.get(0));
    assertEquals(
        "Digest: sha256:0c8b692b054d09f39c67a89406d1c18155612992177e93caec10076635461770",
        lines.get(lines.size() - 1));
  }

  @Test
  void annotationFileAnnotatesAGivenConfig() throws IOException {
    annotations();
    assertEquals(
        "Digest: sha256:51c1e45fe9efdb3f3746a4f6de1105deab55f2bb0c33436f9fa98851be35f745",
        last(pushWith("--annotation-file", "ann.json", "--config", "f.txt:a/b")));
  }

  @Test
  void artifactPlatformGivesTheDigestOfOras() throws IOException {
    annotations();
    assertEquals(
        "Digest: sha256:085a5f5b1bf6244af6319b6e11b64ecf37f7c7e94af28ba5f4d336926551b24a",
        last(pushWith("--annotation-file", "ann.json", "--artifact-platform", "linux/arm/v5")));
    assertEquals(
        "{\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v5\"}",
        oras("manifest", "fetch-config", "REG/a:v1").text());
  }

  private static String last(Run run) {
    List<String> lines = run.lines();
    return lines.get(lines.size() - 1);
  }

  @Test
  void annotationsAreChecked() throws IOException {
    annotations();
    assertEquals(
        "Error: `--annotation` and `--annotation-file` cannot be both specified",
        pushWith("--annotation-file", "ann.json", "-a", "x=y").errors().get(0));
    assertEquals(
        "Error: invalid annotation json file: failed to load annotations from none.json",
        pushWith("--annotation-file", "none.json").errors().get(0));
    assertEquals(
        "Error: invalid annotation json file: failed to load annotations from f.txt",
        pushWith("--annotation-file", "f.txt").errors().get(0));
    assertEquals(
        "Please use the correct format in the flag: --annotation \"key=value\"",
        pushWith("-a", "foo").errors().get(1));
    assertTrue(
        pushWith("-a", "foo=1", "-a", "foo=2")
            .errors()
            .get(0)
            .contains("duplicate annotation key"));
  }

  @Test
  void repeatedFlagsKeepAllValues() {
    pushWith("-a", CREATED, "-a", "one=1", "--annotation", "two=2").lines();
    String manifest = oras("manifest", "fetch", "REG/a:v1").text();
    assertTrue(manifest.contains("\"one\":\"1\",") && manifest.contains("\"two\":\"2\""), manifest);
  }

  @Test
  void flagsThatExcludeEachOtherAreRefused() {
    assertEquals(
        List.of("Error: --config, --artifact-platform cannot be used at the same time"),
        pushWith("--config", "f.txt", "--artifact-platform", "linux/amd64").errors());
    assertEquals(
        List.of("Error: --oci-layout-path, --oci-layout cannot be used at the same time"),
        pushWith("--oci-layout", "--oci-layout-path", "lay").errors());
    assertEquals(
        List.of("Error: --cert-file must be used in conjunction with --key-file"),
        pushWith("--cert-file", "x").errors());
  }

  @Test
  void valuesThatAreNotUnderstoodAreNamed() {
    assertEquals(
        List.of(
            "Error: invalid argument \"v1.2\" for \"--image-spec\" flag: unknown image specification flag: v1.2",
            "Available options: v1.1, v1.0"),
        pushWith("--image-spec", "v1.2").errors());
    assertEquals(
        List.of(
            "Error: failed to parse resolve flag \"x\": expecting host:port:address[:address_port]"),
        pushWith("--resolve", "x").errors());
    assertTrue(pushWith("-H", "x").errors().get(0).startsWith("Error: invalid header: \"x\""));
  }

  @Test
  void anEmptyImageSpecIsNotUnderstood() {
    assertEquals(
        "Error: invalid argument \"\" for \"--image-spec\" flag: unknown image specification flag: ",
        pushWith("--image-spec", "").errors().get(0));
  }

  @Test
  void nothingIsPushedWhereItsManifestCannotBeExported() {
    Run result = pushWith("--export-manifest", "no/such/folder");
    assertEquals(1, result.exit());
    assertEquals(List.of("Error: no/such/folder: no such file or directory"), result.errors());
    assertEquals(List.of(), registry.repositories());
  }

  @Test
  void namesAreSentToTheGivenAddress() {
    String port = host.substring(host.indexOf(':') + 1);
    oras(
            "push",
            "registry.example:5000/a:v1",
            "f.txt",
            "--plain-http",
            "--resolve",
            "registry.example:5000:127.0.0.1:" + port)
        .lines();
    assertEquals(List.of("v1"), registry.tags("a"));
  }

  @Test
  void verboseIsDeprecated() {
    Run run = pushWith("-v");
    run.lines();
    assertEquals(
        "Flag --verbose has been deprecated, and will be removed in a future release.\n",
        run.err());
  }

  @Test
  void verboseFalseLeavesOutWhatHasNoName() {
    assertEquals(
        List.of("Uploading fcde2b2edba5 f.txt", "Uploaded  fcde2b2edba5 f.txt"),
        pushWith("--verbose=false").lines().subList(0, 2));
    assertEquals(5, pushWith("-v=false", "-a", CREATED).lines().size() + 1);
  }

  @Test
  void pullSaysWhatItReadsAndWhatComesWithIt() throws IOException {
    Files.writeString(folder.resolve("g.txt"), "bar");
    oras("push", "REG/a:v1", "f.txt", "g.txt", "-a", CREATED).lines();
    List<String> lines = oras("pull", "REG/a:v1", "-o", "out").lines();
    String manifest = lines.get(0).substring(12, 24);
    assertEquals(
        List.of(
            "Downloading " + manifest + " application/vnd.oci.image.manifest.v1+json",
            "Processing  " + manifest + " application/vnd.oci.image.manifest.v1+json",
            "Downloading fcde2b2edba5 f.txt",
            "Downloaded  fcde2b2edba5 f.txt",
            "Restored    fcde2b2edba5 g.txt",
            "Downloaded  " + manifest + " application/vnd.oci.image.manifest.v1+json",
            "Pulled [registry] " + host + "/a:v1"),
        lines.subList(0, 7));
  }

  @Test
  void pullTellsHowToGetWhatHasNoName() throws IOException {
    oras("blob", "push", "REG/a", "f.txt").lines();
    Files.writeString(
        folder.resolve("m.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":{\"mediaType\":\"a/b\",\"digest\":\""
            + BAR
            + "\",\"size\":3},"
            + "\"layers\":[{\"mediaType\":\"c/d\",\"digest\":\""
            + BAR
            + "\",\"size\":3}]}");
    oras("manifest", "push", "REG/a:v1", "m.json").lines();
    List<String> lines = oras("pull", "REG/a:v1").lines();
    assertTrue(lines.contains("Skipped     fcde2b2edba5 c/d"), lines.toString());
    assertEquals(
        List.of(
            "Skipped pulling layers without file name in \"org.opencontainers.image.title\"",
            "Use 'oras copy " + host + "/a:v1 --to-oci-layout <layout-dir>' to pull all layers."),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void severalTagsTakeOnePutWhereTheRegistryTakesThem() {
    oras("push", "REG/a:v1,v2,v3", "f.txt", "-a", CREATED).lines();
    assertEquals(
        List.of("PUT /v2/a/manifests/" + PUSHED),
        registry.requests().stream()
            .map(LoggedRequest::line)
            .filter(line -> line.startsWith("PUT /v2/a/manifests/"))
            .toList());
    assertEquals(List.of("v1", "v2", "v3"), registry.tags("a"));
  }

  @Test
  void forceAsksForChildrenOfWhatIsThere() {
    pushWith("-a", CREATED).lines();
    assertTrue(
        pushWith("-a", CREATED, "--force", "--no-tty")
            .lines()
            .contains("Exists    fcde2b2edba5 f.txt"));
  }

  @Test
  void theOldImageSpecHasNoArtifactTypeBesideAConfigOrAPlatform() throws IOException {
    Files.writeString(folder.resolve("c.json"), "{}");
    registry.clear();
    String type = "--artifact-type=a/b";
    assertEquals(
        "Error: --artifact-type and --config cannot both be provided for 1.0 OCI image",
        oras("push", "--image-spec", "v1.0", type, "--config", "c.json:test/c", "REG/a:v1", "f.txt")
            .errors()
            .get(0));
    assertTrue(
        oras("push", "--image-spec=v1.0", type, "--artifact-platform=linux", "REG/a:v1", "f.txt")
            .errors()
            .get(0)
            .contains("artifact type cannot be customized"));
    assertEquals(List.of(), registry.requests());
  }
}
