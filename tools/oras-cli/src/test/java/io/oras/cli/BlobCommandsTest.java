package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.registry.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlobCommandsTest extends CommandLineTest {
  private static final String TYPE = "application/vnd.oci.image.layer.v1.tar";

  @Test
  void pushSaysWhatHappened() {
    List<String> pushed = List.of("Pushed: [registry] " + host + "/c", "Digest: " + BAR);
    Run first = oras("blob", "push", "REG/c", "f.txt");
    assertEquals(
        List.of(
            "Uploading fcde2b2edba5 " + TYPE,
            "Uploaded  fcde2b2edba5 " + TYPE,
            pushed.get(0),
            pushed.get(1)),
        first.lines());
    assertEquals(
        List.of("Exists    fcde2b2edba5 " + TYPE, pushed.get(0), pushed.get(1)),
        oras("blob", "push", "REG/c", "f.txt").lines());
  }

  @Test
  void pushPrintsTheDescriptor() {
    assertEquals(
        "{\"mediaType\":\"a/b\",\"digest\":\"" + BAR + "\",\"size\":3}",
        oras("blob", "push", "REG/c", "f.txt", "--descriptor", "--media-type", "a/b").text());
  }

  @Test
  void pushFromStandardInputNeedsSizeAndDigest() {
    assertEquals(
        List.of("Error: `--size` must be provided if the blob is read from stdin"),
        orasWith("bar", "blob", "push", "REG/c", "-").errors());
    assertEquals(
        List.of("Error: content digest must be provided if it is read from stdin"),
        orasWith("bar", "blob", "push", "REG/c", "-", "--size", "3").errors());
    orasWith("bar", "blob", "push", "REG/c@" + BAR, "-", "--size", "3").lines();
    assertTrue(registry.blob("c", Digest.parse(BAR)).isPresent());
  }

  @Test
  void pushRefusesAnotherSizeAndATag() {
    assertEquals(
        List.of("Error: input size 4 does not match the actual content size 3"),
        oras("blob", "push", "REG/c", "f.txt", "--size", "4").errors());
    assertTrue(
        oras("blob", "push", "REG/c:v1", "f.txt").errors().get(0).endsWith("a blob has no tag"));
  }

  @Test
  void fetchNeedsSomewhereToGo() {
    assertEquals(
        List.of("Error: either `--output` or `--descriptor` must be provided"),
        oras("blob", "fetch", "REG/c@" + BAR).errors());
    assertEquals(
        List.of("Error: `--output -` cannot be used with `--descriptor` at the same time"),
        oras("blob", "fetch", "REG/c@" + BAR, "-o", "-", "--descriptor").errors());
    assertTrue(
        oras("blob", "fetch", "REG/c:v1", "-o", "-")
            .errors()
            .get(0)
            .endsWith("no digest specified, and a blob has no other name"));
  }

  @Test
  void fetchWritesContentAndDescriptor() throws IOException {
    oras("blob", "push", "REG/c", "f.txt").lines();
    assertEquals("bar", oras("blob", "get", "REG/c@" + BAR, "-o", "-").text());
    String descriptor =
        "{\"mediaType\":\"application/octet-stream\",\"digest\":\"" + BAR + "\",\"size\":3}";
    assertEquals(
        descriptor, oras("blob", "fetch", "REG/c@" + BAR, "--descriptor", "-o", "out").text());
    assertEquals("bar", Files.readString(folder.resolve("out")));
  }

  @Test
  void fetchWorksInLayouts() throws IOException {
    oras("push", "--oci-layout", "lay:v1", "f.txt").lines();
    oras("blob", "fetch", "--oci-layout", "lay@" + BAR, "-o", "out").lines();
    assertEquals("bar", Files.readString(folder.resolve("out")));
  }

  @Test
  void whatIsInTheCacheIsNotFetched() {
    push("REG/c:v1");
    environment.put("ORAS_CACHE", "cache");
    assertEquals("bar", oras("blob", "fetch", "REG/c@" + BAR, "-o", "-").text());
    registry.clear();
    assertEquals("bar", oras("blob", "fetch", "REG/c@" + BAR, "-o", "-").text());
    oras("pull", "REG/c:v1", "-o", "out").lines();
    assertFalse(
        registry.requests().stream().anyMatch(r -> r.line().equals("GET /v2/c/blobs/" + BAR)));
    assertTrue(Files.exists(folder.resolve("cache/index.json")));
  }

  @Test
  void wrongBytesLeaveNoFile() {
    oras("blob", "push", "REG/c", "f.txt").lines();
    registry.fault(Fault.on("GET", "/v2/c/blobs/" + BAR).corrupt());
    assertEquals(1, oras("blob", "fetch", "REG/c@" + BAR, "-o", "out").exit());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void deleteAsks() {
    oras("blob", "push", "REG/c", "f.txt").lines();
    String question = "Are you sure you want to delete the blob \"" + BAR + "\"? [y/N] ";
    assertEquals(
        question + "Operation cancelled.\n", oras("blob", "delete", "REG/c@" + BAR).text());
    assertEquals(
        question + "Deleted [registry] " + host + "/c@" + BAR + "\n",
        orasWith("yes\n", "blob", "rm", "REG/c@" + BAR).text());
    assertEquals(
        List.of("Error: " + host + "/c@" + BAR + ": the specified blob does not exist"),
        oras("blob", "delete", "REG/c@" + BAR).errors());
    assertEquals(
        "Missing " + host + "/c@" + BAR + "\n",
        oras("blob", "delete", "-f", "REG/c@" + BAR).text());
  }
}
