package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code cp --platform} with more than one platform. */
class PlatformCopyTest extends CommandLineTest {
  private String amd64;
  private String arm64;
  private String attestation;
  private String index;

  @BeforeEach
  void index() throws IOException {
    amd64 = image("amd64");
    arm64 = image("arm64");
    String riscv = image("riscv64");
    oras("push", "REG/demo:att", "f.txt", "-a", CREATED).lines();
    attestation =
        entry("att", "unknown", "unknown")
            .replaceFirst(
                ",\"platform\"",
                ",\"annotations\":{\"vnd.docker.reference.digest\":\"%s\"},\"platform\""
                    .formatted(digest("amd64")));
    String document =
        """
        { "mediaType": "application/vnd.oci.image.index.v1+json", "schemaVersion":2,
         "manifests": [ %s, %s, %s, %s ], "annotations": {"k": "v"} }
        """;
    Files.writeString(
        folder.resolve("index.json"), document.formatted(amd64, arm64, riscv, attestation));
    oras("manifest", "push", "REG/demo:idx", "index.json").lines();
    index = digest("idx");
  }

  private String digest(String tag) {
    return oras("resolve", "REG/demo:" + tag).text().strip();
  }

  private String image(String architecture) throws IOException {
    Files.writeString(
        folder.resolve("c.json"),
        "{\"architecture\":\"%s\",\"os\":\"linux\"}".formatted(architecture));
    oras(
            "push",
            "REG/demo:" + architecture,
            "f.txt",
            "--config=c.json:application/vnd.oci.image.config.v1+json",
            "-a",
            CREATED)
        .lines();
    return entry(architecture, architecture, "linux");
  }

  private String entry(String tag, String architecture, String os) {
    String descriptor = oras("manifest", "fetch", "--descriptor", "REG/demo:" + tag).text();
    return descriptor.replaceFirst("}$", "")
        + ",\"platform\":{\"architecture\":\"%s\",\"os\":\"%s\"}}".formatted(architecture, os);
  }

  @Test
  void theNewIndexKeepsTheBytesOfWhatItKeepsAndTheAttestations() {
    oras("cp", "REG/demo:idx", "REG/demo:two", "--platform", "linux/amd64,linux/arm64").lines();
    assertEquals(
        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2,"
            + "\"manifests\":[%s,%s,%s],\"annotations\":{\"k\": \"v\"}}"
                .formatted(amd64, arm64, attestation),
        oras("manifest", "fetch", "REG/demo:two").text());
  }

  @Test
  void allPlatformsAreTheSourceItself() {
    String all = "linux/amd64,linux/arm64,linux/riscv64";
    oras("cp", "REG/demo:idx", "REG/copy:all", "--platform", all).lines();
    assertEquals(List.of(index), oras("resolve", "REG/copy:all").lines());
  }

  @Test
  void theSamePlatformTwiceIsItsManifest() {
    List<String> lines =
        oras("cp", "REG/demo@" + index, "REG/copy:one", "--platform=linux/arm64,linux/arm64/v8")
            .lines();
    assertEquals(List.of(digest("arm64")), oras("resolve", "REG/copy:one").lines());
    assertTrue(
        lines.contains(
            "Copied [registry] %1$s/demo@%2$s => [registry] %1$s/copy:one"
                .formatted(host, digest("arm64"))),
        lines.toString());
  }

  @Test
  void referrersThatDoNotFollowAreSaid() {
    String[] copy = {"cp", "-r", "REG/demo:idx", "REG/copy:two", "--platform"};
    String two = "linux/amd64,linux/arm64";
    assertEquals("", oras(copy[0], copy[1], copy[2], copy[3], copy[4], two).err());
    oras("attach", "REG/demo:idx", "--artifact-type", "a/b", "-a", "k=v").lines();
    String warning = oras(copy[0], copy[1], copy[2], copy[3], copy[4], two).err();
    assertTrue(warning.startsWith("WARNING! Referrers of the source index are not"), warning);
    String all = two + ",linux/riscv64";
    assertFalse(oras(copy[0], copy[1], copy[2], copy[3], copy[4], all).err().contains("WARNING"));
  }

  @Test
  void anIndexStatesTheTypeThatAnArtifactHasInItsConfig() throws IOException {
    Files.writeString(folder.resolve("c.json"), "{}");
    oras("push", "REG/demo:old", "f.txt", "--config", "c.json:test/config").lines();
    oras("manifest", "index", "create", "REG/demo:new", "REG/demo:old", "amd64").lines();
    String created = oras("manifest", "fetch", "REG/demo:new").text();
    assertTrue(created.contains("\"artifactType\":\"test/config\""), created);
    assertFalse(created.contains("\"artifactType\":\"application/vnd.oci.image.config"), created);
  }
}
