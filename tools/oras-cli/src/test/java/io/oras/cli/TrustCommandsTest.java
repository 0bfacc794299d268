package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sign}, {@code verify} and {@code --policy}. */
class TrustCommandsTest extends CommandLineTest {
  @BeforeEach
  void keys() throws Exception {
    for (String name : List.of("release", "other")) {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      write(name + ".key", "PRIVATE KEY", pair.getPrivate());
      write(name + ".pub", "PUBLIC KEY", pair.getPublic());
    }
    push("REG/demo/a:v1");
  }

  private void write(String name, String label, Key key) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, Base64.getEncoder().encodeToString(key.getEncoded()), label));
  }

  private void policy(String requirement) throws IOException {
    Files.writeString(folder.resolve("policy.json"), "{\"default\":[" + requirement + "]}");
  }

  private static String signed(Path key) {
    return "{\"type\":\"sigstoreSigned\",\"keyPath\":\"%s\",\"signedIdentity\":{\"type\":\"matchRepository\"}}"
        .formatted(key.toString().replace('\\', '/'));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSignedIsVerified(boolean tag) {
    List<String> signed =
        (tag
                ? oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag")
                : oras("sign", "REG/demo/a:v1", "--key", "release.key"))
            .lines();
    assertEquals("Signed [registry] " + host + "/demo/a@" + PUSHED, signed.get(0));
    assertTrue(signed.get(1).startsWith("Digest: sha256:"), signed::toString);
    assertEquals(
        List.of("Verified [registry] " + host + "/demo/a@" + PUSHED, "Signed by release.pub"),
        oras("verify", "REG/demo/a:v1", "--key", "other.pub", "--key", "release.pub").lines());
    assertTrue(
        oras("verify", "REG/demo/a:v1", "--key", "other.pub")
            .errors()
            .get(0)
            .contains("no known key"));
  }

  @Test
  void anUnsignedArtifactIsNotVerified() {
    assertTrue(
        oras("verify", "REG/demo/a:v1", "--key", "release.pub")
            .errors()
            .get(0)
            .contains("it has no signature"));
  }

  @Test
  void twoSignaturesUnderATagAreKept() {
    oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag").lines();
    oras("sign", "REG/demo/a:v1", "--key", "other.key", "--signature-tag").lines();
    for (String key : List.of("release.pub", "other.pub")) {
      assertEquals(
          "Signed by " + key, oras("verify", "REG/demo/a:v1", "--key", key).lines().get(1));
    }
  }

  @Test
  void theNameInASignatureIsComparedIfAsked() {
    oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag").lines();
    String[] verify = {"verify", "REG/demo/a:v1", "--key", "release.pub", "--signed-repository"};
    assertEquals(0, oras(with(verify, "REG/demo/a")).exit());
    assertTrue(
        oras(with(verify, "REG/demo/b")).errors().get(0).contains("claim " + host + "/demo/a"));
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  @Test
  void aKeyIsNeeded() {
    assertTrue(oras("verify", "REG/demo/a:v1").errors().get(0).contains("no key specified"));
    assertTrue(oras("sign", "REG/demo/a:v1").errors().get(0).contains("no key specified"));
    assertTrue(
        oras("sign", "REG/demo/a:v1", "--key", "release.pub")
            .errors()
            .get(0)
            .contains("is a PEM block 'PUBLIC KEY', expected 'PRIVATE KEY'"));
  }

  @Test
  void aKeyOfCosignIsRefusedAndTheMessageSaysHowToConvertIt() throws IOException {
    Files.writeString(
        folder.resolve("cosign.key"),
        """
        -----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
        eyJrZGYiOnt9fQ==
        -----END ENCRYPTED SIGSTORE PRIVATE KEY-----
        """);
    registry.clear();
    String error = String.join(" ", oras("sign", "REG/demo/a:v1", "--key", "cosign.key").errors());
    assertTrue(error.contains("cosign.key: is a key of cosign"), error);
    assertTrue(error.contains("cosign import-key-pair"), error);
    assertTrue(registry.requests().stream().noneMatch(each -> each.line().startsWith("P")), error);
  }

  @Test
  void aPullThatThePolicyRefusesLeavesNothing() throws IOException {
    policy(signed(folder.resolve("release.pub")));
    registry.clear();
    String error =
        oras("pull", "REG/demo/a:v1", "--policy", "policy.json", "-o", "out").errors().get(0);
    assertTrue(error.contains("is not trusted by"), error);
    assertFalse(Files.exists(folder.resolve("out")));
    assertTrue(
        registry.requests().stream().noneMatch(request -> request.line().contains("/blobs/")));
    oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag").lines();
    oras("pull", "REG/demo/a:v1", "--policy", "policy.json", "-o", "out").lines();
    assertTrue(Files.exists(folder.resolve("out/f.txt")));
  }

  @Test
  void aRefusedPullLeavesNoCacheEntryThatAnotherNameCouldUse() throws IOException {
    environment.put("ORAS_CACHE", folder.resolve("cache").toString());
    policy(signed(folder.resolve("release.pub")));
    String[] pull = {"pull", "REG/demo/a:v1", "--policy", "policy.json", "-o", "out"};
    assertEquals(1, oras(pull).exit());
    assertFalse(Files.exists(folder.resolve("out")));
    assertEquals(List.of(), cached());
    // What came into the cache without a policy does not pass for checked.
    oras("pull", "REG/demo/a:v1", "-o", "free").lines();
    assertFalse(cached().isEmpty());
    assertEquals(1, oras(pull).exit());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private List<Path> cached() throws IOException {
    Path blobs = folder.resolve("cache/blobs");
    if (!Files.exists(blobs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(blobs)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull REG/demo/a:v1",
        "cp REG/demo/a:v1 REG/demo/b:v1",
        "resolve REG/demo/a:v1",
        "tag REG/demo/a:v1 v2",
        "attach REG/demo/a:v1 --artifact-type x/y f.txt",
        "discover REG/demo/a:v1",
        "repo tags REG/demo/a",
        "manifest fetch REG/demo/a:v1",
        "manifest fetch-config REG/demo/a:v1",
        "manifest index create REG/demo/a:index v1",
        "backup REG/demo/a:v1 --output out"
      })
  void aRejectedNameEndsEachCommandThatReads(String command) throws IOException {
    policy("{\"type\":\"reject\"}");
    registry.clear();
    Run run = oras((command + " --policy policy.json").split(" "));
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.err().contains("the policy rejects it"), run.err());
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void aBlobIsNotFetchedWhereSignaturesAreNeeded() throws IOException {
    policy(signed(folder.resolve("release.pub")));
    registry.clear();
    Run run =
        oras("blob", "fetch", "REG/demo/a@" + BAR, "--policy", "policy.json", "-o", "fetched");
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.err().contains("by its descriptor, which no signature covers"), run.err());
    assertFalse(Files.exists(folder.resolve("fetched")));
    assertTrue(
        registry.requests().stream().noneMatch(request -> request.method().equals("GET")),
        () -> registry.requests().toString());
  }

  @Test
  void theConfigOfASignedManifestIsFetched() throws IOException {
    policy(signed(folder.resolve("release.pub")));
    oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag").lines();
    assertEquals(
        "{}",
        oras("manifest", "fetch-config", "REG/demo/a:v1", "--policy", "policy.json")
            .text()
            .strip());
    assertEquals(
        List.of("v1"),
        oras("repo", "tags", "REG/demo/a", "--policy", "policy.json").lines().stream()
            .filter(tag -> tag.startsWith("v"))
            .toList());
  }

  @Test
  void theSystemsPolicyIsRead() throws IOException {
    Path file = folder.resolve("home/.config/containers/policy.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"default\":[{\"type\":\"reject\"}]}");
    assertTrue(
        oras("resolve", "REG/demo/a:v1", "--policy", "system")
            .errors()
            .get(0)
            .contains("the policy rejects it"));
    assertEquals(0, oras("resolve", "REG/demo/a:v1").exit());
  }

  @Test
  void aCopyTakesTheTagsOfCosignAlong() {
    oras("sign", "REG/demo/a:v1", "--key", "release.key", "--signature-tag").lines();
    oras("cp", "REG/demo/a:v1", "REG/demo/b:v1", "--include-cosign-tags").lines();
    assertEquals(
        "Signed by release.pub",
        oras("verify", "REG/demo/b:v1", "--key", "release.pub").lines().get(1));
    oras("cp", "REG/demo/a:v1", "REG/demo/c:v1").lines();
    assertEquals(List.of("v1"), registry.tags("demo/c"));
  }

  @Test
  void aBackupWithReferrersIsVerifiedInItsLayout() {
    oras("sign", "REG/demo/a:v1", "--key", "release.key").lines();
    oras("backup", "REG/demo/a:v1", "--output", "lay", "--include-referrers").lines();
    assertEquals(
        List.of("Verified [oci-layout] lay@" + PUSHED, "Signed by release.pub"),
        oras("verify", "--oci-layout", "lay:v1", "--key", "release.pub").lines());
  }
}
