package io.oras.trust;

import static io.oras.trust.Fixtures.base64;
import static io.oras.trust.Fixtures.bundle;
import static io.oras.trust.Fixtures.payload;
import static io.oras.trust.Fixtures.pem;
import static io.oras.trust.Fixtures.signed;
import static io.oras.trust.Fixtures.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.UntrustedException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.Environment;
import io.oras.api.spi.Signed;
import io.oras.api.spi.TrustPolicy.Judgement;
import io.oras.api.spi.TrustPolicyProvider;
import io.oras.api.spi.Verdict;
import io.oras.trust.Fixtures.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies of policy.json: which part decides, what is strict, and what the parts require. */
class PolicyFileTest {
  private static final String R = "127.0.0.1:5811/demo/v2";
  private static final String ACCEPT = "[{\"type\":\"insecureAcceptAnything\"}]";
  private static final String REJECT = "[{\"type\":\"reject\"}]";

  @TempDir Path dir;
  private String k;
  private String k2;

  @BeforeEach
  void keys() throws IOException {
    k = write("k.pub", Fixtures.KEY);
    k2 = write("k2.pub", Fixtures.ED_KEY);
  }

  private String write(String name, String spki) throws IOException {
    return Files.writeString(dir.resolve(name), pem("PUBLIC KEY", Base64.getDecoder().decode(spki)))
        .toString()
        .replace('\\', '/');
  }

  private static String requirement(String fields) {
    return "{\"type\":\"sigstoreSigned\"," + fields + "}";
  }

  private static String repository() {
    return "\"signedIdentity\":{\"type\":\"matchRepository\"}";
  }

  private static PolicyFile policy(String requirements) throws IOException {
    return PolicyFile.of("policy.json", "{\"default\":" + requirements + "}");
  }

  private static Stored stored() {
    return new Stored().signature(utf8(payload(R)), Fixtures.V2_SIGNATURE);
  }

  private static boolean accepts(PolicyFile policy, String name) throws IOException {
    return accepts(policy, name, stored());
  }

  private static boolean accepts(PolicyFile policy, String name, Stored stored) throws IOException {
    try {
      ArtifactName parsed = ArtifactName.parse(name);
      Judgement judgement = policy.judge(parsed);
      return !judgement.needsSignatures()
          || judgement.check(new Signed(parsed, signed(R + ":v1").manifest()), stored)
              instanceof Verdict.Accepted;
    } catch (UntrustedException e) {
      return false;
    }
  }

  @ParameterizedTest(name = "policy vector 1: {arguments}")
  @ValueSource(strings = {":v1", "@" + Fixtures.DIGEST})
  void theDefaultIdentityRefusesClaimsWithoutATag(String version) throws IOException {
    PolicyFile policy = policy("[" + requirement("\"keyPath\":\"" + k + "\"") + "]");
    ArtifactName name = ArtifactName.parse(R + version);
    Verdict verdict =
        policy.judge(name).check(new Signed(name, signed(R + ":v1").manifest()), stored());
    assertTrue(
        assertInstanceOf(Verdict.Refused.class, verdict)
            .refusals()
            .get(0)
            .endsWith("use matchRepository or exactRepository"),
        verdict::toString);
  }

  @ParameterizedTest(name = "policy vector 2: {arguments}")
  @ValueSource(strings = {":v1", "@" + Fixtures.DIGEST, ":other"})
  void aClaimOfTheRepositoryIsEnoughWhereThePolicySaysSo(String version) throws IOException {
    assertTrue(
        accepts(
            policy("[" + requirement("\"keyPath\":\"" + k + "\"," + repository()) + "]"),
            R + version));
  }

  @ParameterizedTest(name = "policy vector 3: {arguments}")
  @CsvSource({R + ", true", "127.0.0.1:5811/demo/other, false"})
  void anExactRepositoryIsCompared(String repository, boolean accepted) throws IOException {
    String identity =
        "\"signedIdentity\":{\"type\":\"exactRepository\",\"dockerRepository\":\""
            + repository
            + "\"}";
    PolicyFile policy = policy("[" + requirement("\"keyPath\":\"" + k + "\"," + identity) + "]");
    assertEquals(accepted, accepts(policy, R + ":v1"));
  }

  @Test
  void filesWithoutAnEndAreNotReadBeyondTheirLimit() {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));

    ConfigurationException policy =
        assertThrows(ConfigurationException.class, () -> PolicyFile.read(endless));
    assertTrue(policy.getMessage().contains("more than 1048576 bytes"), policy.getMessage());
    assertThrows(ConfigurationException.class, () -> TrustedKey.read(endless));
    assertThrows(ConfigurationException.class, () -> KeySigner.read(endless, "x".toCharArray()));
  }

  @Test
  void pathsThatAreNoneAreNamed() {
    for (String json :
        List.of(
            "{\"default\":[{\"type\":\"sigstoreSigned\",\"keyPath\":\"a\\u0000b\"}]}",
            "{\"default\":"
                + REJECT
                + ",\"transports\":{\"oci\":{\"/a\\u0000b\":"
                + REJECT
                + "}}}")) {
      ConfigurationException e =
          assertThrows(ConfigurationException.class, () -> PolicyFile.of("policy.json", json));
      assertTrue(e.getMessage().contains("is no path of a file"), e.getMessage());
    }
  }

  @Test
  @DisplayName("policy vectors 4 and 9: all requirements must hold")
  void allRequirementsMustHold() throws IOException {
    String one = requirement("\"keyPath\":\"" + k + "\"," + repository());
    String other = requirement("\"keyPath\":\"" + k2 + "\"," + repository());
    assertTrue(accepts(policy("[" + one + "]"), R + ":v1"));
    assertEquals(false, accepts(policy("[" + other + "]"), R + ":v1"));
    assertEquals(false, accepts(policy("[" + one + "," + other + "]"), R + ":v1"));
    assertEquals(
        false,
        accepts(
            policy("[{\"type\":\"insecureAcceptAnything\"},{\"type\":\"reject\"}]"), R + ":v1"));
  }

  @Test
  @DisplayName("policy vector 5: one of several keys suffices")
  void oneOfSeveralKeysSuffices() throws IOException {
    String data = base64(utf8(Files.readString(Path.of(k))));
    assertTrue(
        accepts(
            policy(
                "["
                    + requirement("\"keyPaths\":[\"" + k2 + "\",\"" + k + "\"]," + repository())
                    + "]"),
            R + ":v1"));
    assertTrue(
        accepts(
            policy("[" + requirement("\"keyDatas\":[\"" + data + "\"]," + repository()) + "]"),
            R + ":v1"));
  }

  @Test
  @DisplayName("policy vector 6: a missing key file refuses")
  void aMissingKeyFileRefuses() throws IOException {
    String missing = dir.resolve("missing.pub").toString().replace('\\', '/');
    for (String keys :
        List.of(
            "\"keyPaths\":[\"" + k + "\",\"" + missing + "\"]",
            "\"keyPath\":\"" + missing + "\"")) {
      PolicyFile policy = policy("[" + requirement(keys + "," + repository()) + "]");
      assertThrows(IOException.class, () -> accepts(policy, R + ":v1"));
    }
  }

  @ParameterizedTest(name = "policy vectors 7 and 17: {arguments}")
  @ValueSource(
      strings = {
        "\"keyPaths\":[]",
        "\"signedIdentity\":{\"type\":\"matchRepository\"}",
        "\"keyPath\":\"a\",\"keyData\":\"YQ==\"",
        "\"keyData\":\"%\"",
        "\"keyPath\":\"a\",\"unknown\":1",
        "\"keyPath\":1",
        "\"keyPath\":\"a\",\"signedIdentity\":{\"type\":\"unknown\"}",
        "\"keyPath\":\"a\",\"signedIdentity\":{\"type\":\"exactReference\",\"dockerReference\":\"h.test/a\"}",
        "\"fulcio\":{\"caPath\":\"a\",\"oidcIssuer\":\"b\",\"subjectEmail\":\"c\"}",
        "\"pki\":{\"caRootsPath\":\"a\"},\"rekorPublicKeyPath\":\"b\"",
        "\"keyPath\":\"a\",\"rekorPublicKeyPath\":\"b\",\"rekorPublicKeyData\":\"YQ==\""
      })
  void aRequirementThatIsNotUnderstoodRejectsTheFile(String fields) {
    assertThrows(
        ConfigurationException.class, () -> policy("[" + requirement(fields) + "]"), fields);
  }

  @ParameterizedTest(name = "policy vectors 7, 15 and 16: {arguments}")
  @ValueSource(
      strings = {
        "{}",
        "{\"transports\":{}}",
        "{\"default\":[]}",
        "{\"default\":null}",
        "{\"default\":" + ACCEPT + ",\"default\":" + REJECT + "}",
        "{\"default\":" + ACCEPT + "} x",
        "{\"default\":" + ACCEPT + ",\"other\":1}",
        "{\"default\":[{\"type\":\"unknown\"}]}",
        "{\"default\":[{\"type\":\"reject\",\"extra\":1}]}",
        "{\"default\":" + ACCEPT + ",\"transports\":{\"docker\":{\"a.test\":[]}}}",
        "{\"default\":" + ACCEPT + ",\"transports\":{\"oci\":{\"/\":" + REJECT + "}}}",
        "{\"default\":" + ACCEPT + ",\"transports\":{\"oci\":{\"a/b\":" + REJECT + "}}}",
        "{\"default\":" + ACCEPT + ",\"transports\":{\"oci\":{\"/a/../b\":" + REJECT + "}}}",
        "\uFEFF{\"default\":" + ACCEPT + "}",
        "[]",
        ""
      })
  void aFileThatIsNotStrictIsRejected(String json) {
    assertThrows(ConfigurationException.class, () -> PolicyFile.of("policy.json", json));
  }

  @Test
  void theErrorNamesFileAndField() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> policy("[{\"type\":\"reject\"},{\"type\":\"sigstoreSigned\",\"keyPath\":[]}]"));
    assertEquals("policy.json", e.file());
    assertEquals(Optional.of("default[1].keyPath"), e.key());
  }

  @ParameterizedTest(name = "policy vector 9: {arguments}")
  @ValueSource(
      strings = {
        "{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\"a\"}",
        "{\"type\":\"sigstoreSigned\",\"rekorPublicKeyPath\":\"r\",\"fulcio\":{\"caPath\":\"a\",\"oidcIssuer\":\"b\",\"subjectEmail\":\"c\"}}",
        "{\"type\":\"sigstoreSigned\",\"pki\":{\"caRootsPath\":\"a\"}}"
      })
  void whatCannotBeCheckedIsRefusedWithTheReason(String requirement) throws IOException {
    PolicyFile policy = policy("[" + requirement + "]");
    UntrustedException e =
        assertThrows(
            UntrustedException.class, () -> policy.judge(ArtifactName.parse("h.test/a:1")));
    assertTrue(
        e.getMessage().contains("support") || e.getMessage().contains("oras-trust-sigstore"));
  }

  @Test
  @DisplayName("policy vector 8: a missing log entry refuses")
  void aMissingLogEntryRefuses() throws IOException {
    PolicyFile policy =
        policy(
            "["
                + requirement(
                    "\"keyPath\":\"%s\",\"rekorPublicKeyPath\":\"%s\",%s"
                        .formatted(k, k2, repository()))
                + "]");
    assertEquals(false, accepts(policy, R + ":v1"));
  }

  private static PolicyFile scoped(String fallback, String transport, Map<String, String> scopes)
      throws IOException {
    String all =
        String.join(
            ",",
            scopes.entrySet().stream()
                .map(scope -> "\"" + scope.getKey() + "\":" + scope.getValue())
                .toList());
    return PolicyFile.of(
        "policy.json",
        "{\"default\":%s,\"transports\":{\"%s\":{%s}}}".formatted(fallback, transport, all));
  }

  @Test
  @DisplayName("policy vectors 10 and 11: the narrowest scope decides")
  void theNarrowestScopeDecides() throws IOException {
    PolicyFile tag = scoped(REJECT, "docker", Map.of(R + ":v1", ACCEPT));
    assertTrue(accepts(tag, R + ":v1"));
    assertEquals(false, accepts(tag, R + ":v2"));
    PolicyFile folder =
        scoped(ACCEPT, "docker", Map.of("127.0.0.1:5811", REJECT, "127.0.0.1:5811/demo", ACCEPT));
    assertTrue(accepts(folder, R + ":v1"));
    assertEquals(false, accepts(folder, "127.0.0.1:5811/other:v1"));
    PolicyFile digest = scoped(ACCEPT, "docker", Map.of(R + "@" + Fixtures.DIGEST, REJECT));
    assertEquals(false, accepts(digest, R + ":v1@" + Fixtures.DIGEST));
  }

  @ParameterizedTest(name = "policy vector 12: {arguments}")
  @ValueSource(strings = {"127.0.0.1", "127.0.0.1:5811/dem", "*.0.1:5811", "*.127.0.0.1"})
  void aScopeThatIsAnotherNameDecidesNothing(String scope) throws IOException {
    assertTrue(accepts(scoped(ACCEPT, "docker", Map.of(scope, REJECT)), R + ":v1"));
  }

  @Test
  @DisplayName("policy vector 13: a wildcard host matches without its port")
  void aWildcardHostMatchesWithoutItsPort() throws IOException {
    assertTrue(accepts(scoped(REJECT, "docker", Map.of("*.0.1", ACCEPT)), R + ":v1"));
    PolicyFile nearest = scoped(ACCEPT, "docker", Map.of("*.test", ACCEPT, "*.b.test", REJECT));
    assertEquals(false, accepts(nearest, "a.b.test:5000/x:1"));
    assertTrue(accepts(nearest, "b.test/x:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker.io/alpine:3", "index.docker.io/library/alpine:3", "DOCKER.io/alpine:3"})
  void namesOfDockerHubAreOne(String name) throws IOException {
    assertEquals(
        false, accepts(scoped(ACCEPT, "docker", Map.of("docker.io/library/alpine", REJECT)), name));
  }

  @Test
  @DisplayName("policy vector 14: a transport has a default of its own")
  void aTransportHasADefaultOfItsOwn() throws IOException {
    PolicyFile policy = scoped(REJECT, "docker", Map.of("", ACCEPT));
    assertTrue(accepts(policy, R + ":v1"));
    assertEquals(false, accepts(policy, "oci-layout:///srv/mirror#v1"));
    assertTrue(accepts(policy, "files:///srv/files#v1"));
    assertTrue(accepts(policy, "memory://x#v1"));
    assertEquals(false, accepts(policy, "other://x#v1"));
  }

  @Test
  @DisplayName("policy vector 15: a layout is found by its folders")
  void aLayoutIsFoundByItsFolders() throws IOException {
    Path real = dir.toRealPath();
    Path layout = Files.createDirectories(real.resolve("a/b"));
    PolicyFile policy = scoped(REJECT, "oci", Map.of(real.resolve("a").toString(), ACCEPT));
    assertTrue(
        accepts(policy, StoreReference.of(StoreReference.uri("oci-layout", layout)) + "#v1"));
    Files.createDirectories(real.resolve("c"));
    Files.createSymbolicLink(real.resolve("c/link"), layout);
    assertTrue(
        accepts(
            policy,
            StoreReference.of(StoreReference.uri("oci-layout", real.resolve("c/link"))) + "#v1"));
    assertEquals(
        false,
        accepts(
            policy,
            StoreReference.of(StoreReference.uri("oci-layout", real.resolve("c"))) + "#v1"));
  }

  @Test
  void onlyExactNamesHoldForALayout() throws IOException {
    String exact =
        "\"signedIdentity\":{\"type\":\"exactRepository\",\"dockerRepository\":\"" + R + "\"}";
    String key = "\"keyPath\":\"" + k + "\",";
    String name = "oci-layout:///srv/mirror#v1";
    assertTrue(accepts(policy("[" + requirement(key + exact) + "]"), name));
    assertEquals(false, accepts(policy("[" + requirement(key + repository()) + "]"), name));
  }

  @Test
  @DisplayName("policy vector 19: a bundle needs the consent of the caller")
  void aBundleNeedsTheCallersConsent() throws IOException {
    PolicyFile policy =
        policy("[" + requirement("\"keyPath\":\"" + k + "\"," + repository()) + "]");
    Stored stored =
        new Stored()
            .bundle(
                bundle(Fixtures.V3_PAYLOAD, "application/vnd.in-toto+json", Fixtures.V3_SIGNATURE));
    assertEquals(false, accepts(policy, R + ":v1", stored));
    assertTrue(accepts(policy.acceptBundlesWithoutIdentity(true), R + ":v1", stored));
  }

  private static Path write(Path folder) throws IOException {
    Path file = folder.resolve("containers/policy.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{\"default\":" + REJECT + "}");
  }

  @Test
  void theFirstFileThatExistsIsTheSystems() throws IOException {
    Path home = dir.resolve("home");
    Path root = dir.resolve("root");
    Environment environment = Environment.of(Map.of(), home, "Linux");
    ConfigurationException none =
        assertThrows(ConfigurationException.class, () -> PolicyFile.find(environment, root));
    assertTrue(none.getMessage().contains(root.resolve("etc/containers/policy.json").toString()));
    Path usr = write(root.resolve("usr/share"));
    assertEquals(usr, PolicyFile.find(environment, root));
    Path etc = write(root.resolve("etc"));
    assertEquals(etc, PolicyFile.find(environment, root));
    Path own = write(home.resolve(".config"));
    assertEquals(own, PolicyFile.find(environment, root));
    Path xdg = write(dir.resolve("xdg"));
    assertEquals(
        xdg,
        PolicyFile.find(
            Environment.of(Map.of("XDG_CONFIG_HOME", dir.resolve("xdg").toString()), home, "Linux"),
            root));
    assertEquals(
        Path.of("/srv/policy.json"),
        PolicyFile.find(
            Environment.of(Map.of("CONTAINERS_POLICY_JSON", "/srv/policy.json"), home, "Linux"),
            root));
  }

  @Test
  void theProviderOpensAFileOrThatOfTheSystem() throws IOException {
    TrustPolicyProvider provider = new PolicyFileProvider();
    Environment environment =
        Environment.of(Map.of("XDG_CONFIG_HOME", dir.toString()), dir, "Linux");
    Path file = write(dir);
    assertEquals(file.toString(), provider.open(Optional.of(file), environment).toString());
    assertEquals(file.toString(), provider.open(Optional.empty(), environment).toString());
  }
}
