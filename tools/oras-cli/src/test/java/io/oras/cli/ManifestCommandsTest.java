package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestCommandsTest extends CommandLineTest {
  private static final String DESCRIPTOR =
      "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
          + PUSHED
          + "\",\"size\":583}";

  @Test
  void fetchPrintsTheExactBytes() {
    push("REG/a:v1");
    String text = oras("manifest", "get", "REG/a:v1").text();
    assertEquals(PUSHED, Digest.of(text.getBytes(StandardCharsets.UTF_8)) + "");
  }

  @Test
  void fetchWritesTheExactBytesToAFile() throws IOException {
    push("REG/a:v1");
    assertEquals("", oras("manifest", "fetch", "REG/a:v1", "-o", "m.json", "--pretty").text());
    assertArrayEquals(
        registry.manifest("a", Digest.parse(PUSHED)).orElseThrow(),
        Files.readAllBytes(folder.resolve("m.json")));
  }

  @Test
  void fetchPrintsForPeople() {
    push("REG/a:v1");
    assertTrue(
        oras("manifest", "show", "REG/a:v1", "--pretty")
            .text()
            .startsWith("{\n  \"schemaVersion\": 2,\n  \"mediaType\": "));
    assertEquals(DESCRIPTOR, oras("manifest", "fetch", "REG/a:v1", "--descriptor").text());
    assertEquals(
        4 + 1, oras("manifest", "fetch", "REG/a:v1", "--descriptor", "--pretty").lines().size());
  }

  @Test
  void fetchFormatsContentInTheOrderOfNames() {
    push("REG/a:v1");
    List<String> lines = oras("manifest", "fetch", "REG/a:v1", "--format", "json").lines();
    assertEquals("  \"reference\": \"" + host + "/a@" + PUSHED + "\",", lines.get(1));
    assertEquals("  \"content\": {", lines.get(5));
    assertEquals("    \"annotations\": {", lines.get(6));
    assertEquals(
        "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        oras("manifest", "fetch", "REG/a:v1", "--format", "go-template={{.content.config.digest}}")
            .text());
  }

  @Test
  void fetchPrintsADocumentThatCannotBeParsed() throws IOException {
    start(InProcessRegistry.builder().quirk(RegistryQuirk.ANY_MANIFEST).start());
    String type = "application/vnd.oci.image.manifest.v1+json";
    registry.addManifest("a", "v1", type, "[1]".getBytes(StandardCharsets.UTF_8));
    assertEquals("[1]", oras("manifest", "fetch", "REG/a:v1").text());
    List<String> lines = oras("manifest", "fetch", "REG/a:v1", "--format", "json").lines();
    assertEquals("  \"content\": null", lines.get(5));
    String error = oras("manifest", "fetch-config", "REG/a:v1").errors().get(0);
    assertTrue(error.contains("manifest: expected a JSON object"), error);
  }

  @Test
  void fetchRefusesFlagsThatExcludeEachOther() {
    assertError(
        "`--output -` cannot be used with `--format json` at the same time",
        "-o",
        "-",
        "--format",
        "json");
    assertError(
        "`--descriptor` cannot be used with `--output -` at the same time",
        "-o",
        "-",
        "--descriptor");
    assertError(
        "--format, --pretty cannot be used at the same time", "--pretty", "--format", "json");
    assertError(
        "--format, --descriptor cannot be used at the same time",
        "--descriptor",
        "--format",
        "json");
  }

  private void assertError(String message, String... flags) {
    String[] all = new String[flags.length + 3];
    all[0] = "manifest";
    all[1] = "fetch";
    all[2] = "REG/a:v1";
    System.arraycopy(flags, 0, all, 3, flags.length);
    assertEquals(List.of("Error: " + message), oras(all).errors());
  }

  @Test
  void fetchRefusesATypeThatIsNotAccepted() {
    push("REG/a:v1");
    assertTrue(
        oras("manifest", "fetch", "REG/a:v1", "--media-type", "application/x")
            .errors()
            .get(0)
            .endsWith("the accepted types are application/x"));
  }

  @Test
  void configIsFetched() {
    push("REG/a:v1");
    assertEquals("{}", oras("manifest", "fetch-config", "REG/a:v1").text());
    assertEquals(
        "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2,\"data\":\"e30=\"}",
        oras("manifest", "get-config", "REG/a:v1", "--descriptor").text());
    assertEquals(
        List.of("Error: `--output -` cannot be used with `--descriptor` at the same time"),
        oras("manifest", "fetch-config", "REG/a:v1", "--descriptor", "-o", "-").errors());
  }

  @Test
  void pushKeepsBytesAndTags() throws IOException {
    push("REG/a:v1");
    byte[] spaced =
        oras("manifest", "fetch", "REG/a:v1", "--pretty")
            .text()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(folder.resolve("m.json"), spaced);
    String digest = Digest.of(spaced).toString();
    String shortened = Digest.of(spaced).shortened();
    assertEquals(
        List.of(
            "Uploading " + shortened + " application/vnd.oci.image.manifest.v1+json",
            "Uploaded  " + shortened + " application/vnd.oci.image.manifest.v1+json",
            "Pushed: [registry] " + host + "/a:p1",
            "Tagged p2",
            "Digest: " + digest),
        oras("manifest", "push", "REG/a:p1,p2", "m.json").lines());
    assertEquals(List.of("p1", "p2", "v1"), registry.tags("a"));
    assertArrayEquals(spaced, registry.manifest("a", Digest.parse(digest)).orElseThrow());
  }

  @Test
  void pushReadsStandardInputAndPrintsTheDescriptor() {
    push("REG/a:v1");
    String text = oras("manifest", "fetch", "REG/a:v1").text();
    assertEquals(
        DESCRIPTOR, orasWith(text, "manifest", "push", "REG/a:q", "-", "--descriptor").text());
  }

  @Test
  void pushRefusesWhatIsNoManifest() {
    assertTrue(
        oras("manifest", "push", "REG/a:v1", "f.txt").errors().get(0).contains("not valid JSON"));
    assertTrue(
        orasWith("{}", "manifest", "push", "REG/a:v1", "-")
            .errors()
            .get(0)
            .contains("media type is not specified"));
    assertTrue(
        oras("manifest", "push", "REG/a:v1", "gone")
            .errors()
            .get(0)
            .endsWith("gone: no such file or directory"));
  }

  @Test
  void fileOfAManifestThatIsTooLargeIsNotRead() throws IOException {
    try (FileChannel large =
        FileChannel.open(
            folder.resolve("large"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      large.write(ByteBuffer.allocate(1), 1L << 40); // Sparse: the file uses no disk space.
    }

    assertTrue(
        oras("manifest", "push", "REG/a:v1", "large")
            .errors()
            .get(0)
            .contains("a manifest has at most 4194304 bytes"));
  }

  @Test
  void fileThatIsNoArchiveIsSaidToBeNone() {
    assertTrue(
        oras("repo", "tags", "--oci-layout", "f.txt")
            .errors()
            .get(0)
            .endsWith("it is not a tar archive, or has no files"));
  }

  @Test
  void pushRefusesAnotherDigest() {
    push("REG/a:v1");
    String text = oras("manifest", "fetch", "REG/a:v1").text();
    assertEquals(
        List.of("Error: the manifest has the digest " + PUSHED + ", expected " + BAR),
        orasWith(text, "manifest", "push", "REG/a@" + BAR, "-").errors());
  }

  @Test
  void distributionSpecIsChecked() {
    assertEquals(
        List.of(
            "Error: invalid argument \"foo\" for \"--distribution-spec\" flag: unknown distribution specification flag: foo",
            "Available options: v1.1-referrers-tag, v1.1-referrers-api"),
        oras("manifest", "delete", "REG/a:v1", "--distribution-spec", "foo").errors());
  }

  @Test
  void deleteAsks() {
    push("REG/a:v1");
    String question =
        "Are you sure you want to delete the manifest \""
            + PUSHED
            + "\" and all tags associated with it? [y/N] ";
    assertEquals(
        question + "Operation cancelled.\n", oras("manifest", "delete", "REG/a:v1").text());
    assertEquals(List.of("v1"), registry.tags("a"));
    assertEquals(
        question + "Deleted [registry] " + host + "/a:v1\n",
        orasWith("y\n", "manifest", "rm", "REG/a:v1").text());
    assertEquals(List.of(), registry.tags("a"));
  }

  @Test
  void deleteOfNothingIsAnErrorUnlessForced() {
    assertEquals(
        List.of("Error: " + host + "/a:v1: the specified manifest does not exist"),
        oras("manifest", "delete", "REG/a:v1").errors());
    assertEquals(
        "Missing " + host + "/a:v1\n", oras("manifest", "remove", "REG/a:v1", "-f").text());
  }

  @Test
  void deleteWithDescriptorMustBeForced() {
    push("REG/a:v1");
    assertEquals(
        List.of("Error: must apply --force to confirm the deletion if the descriptor is outputted"),
        oras("manifest", "delete", "REG/a:v1", "--descriptor").errors());
    assertEquals(DESCRIPTOR, oras("manifest", "delete", "REG/a:v1", "--descriptor", "-f").text());
  }

  @Test
  void aMediaTypeOtherThanTheDocumentsIsForTheRegistryToJudge() throws IOException {
    push("REG/a:v1");
    Files.writeString(folder.resolve("m.json"), oras("manifest", "fetch", "REG/a:v1").text());
    registry.clear();
    String docker = "application/vnd.docker.distribution.manifest.v2+json";
    Run run = oras("manifest", "push", "REG/a:v2", "m.json", "--media-type", docker);
    assertTrue(run.err().startsWith("Error response from registry: "), run.err());
    assertEquals(
        List.of(docker),
        registry.requests().stream()
            .filter(request -> request.line().startsWith("PUT "))
            .flatMap(request -> request.headers().all("Content-Type").stream())
            .toList());
  }

  @Test
  void acceptedTypesAreForRegistriesAlone() {
    oras("push", "--oci-layout", "lay:v1", "f.txt").lines();
    assertEquals(
        "Error: `--media-type` cannot be used with `--oci-layout` at the same time",
        oras("manifest", "fetch", "--oci-layout", "lay:v1", "--media-type", "a/b").errors().get(0));
  }
}
