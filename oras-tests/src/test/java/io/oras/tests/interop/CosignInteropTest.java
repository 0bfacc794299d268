package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.error.UntrustedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.spi.ArtifactSigner;
import io.oras.api.spi.TrustPolicy;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.tool.ExternalTool;
import io.oras.trust.CosignSignature;
import io.oras.trust.KeySigner;
import io.oras.trust.KeyVerifier;
import io.oras.trust.PolicyFile;
import io.oras.trust.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** cosign signs with a key and this library verifies, and the other way round. */
class CosignInteropTest extends InteropTest {
  private ExternalTool cosign() {
    return ExternalTool.of("ORAS_IT_COSIGN", home)
        .with("COSIGN_PASSWORD", "secret")
        .with("DOCKER_CONFIG", home.resolve("docker").toString());
  }

  private Digest push(String name) throws IOException {
    return oras.push(name(name), artifact()).digest();
  }

  /** Has cosign make a key pair and sign; returns the public key. */
  private TrustedKey signWithCosign(String name, boolean bundle) throws Exception {
    ExternalTool cosign = cosign();
    if (!Files.exists(home.resolve("cosign.key"))) {
      cosign.run("generate-key-pair");
    }
    List<String> sign =
        new ArrayList<>(
            List.of(
                "sign",
                "--key",
                "cosign.key",
                "--tlog-upload=false",
                "--use-signing-config=false",
                "--allow-http-registry",
                "-y"));
    if (!bundle) {
      sign.add("--new-bundle-format=false");
    }
    sign.add(name);
    cosign.run(sign.toArray(String[]::new));
    return TrustedKey.read(home.resolve("cosign.pub"));
  }

  private Oras trusting(TrustPolicy policy) {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .certificateFolders()
        .trust(policy)
        .build();
  }

  private PullResult pull(TrustPolicy policy, String name) throws IOException {
    try (Oras trusting = trusting(policy)) {
      return trusting.pull(name, home.resolve("out"));
    }
  }

  private void assertRefused(String reason, TrustPolicy policy, String name) {
    UntrustedException e = assertThrows(UntrustedException.class, () -> pull(policy, name));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatCosignSignedIsVerified(boolean bundle) throws Exception {
    Digest digest = push("team/a:v1");
    TrustPolicy policy =
        TrustPolicy.requireAny(KeyVerifier.of(signWithCosign(name("team/a@" + digest), bundle)));
    PullResult pulled = pull(policy, name("team/a:v1"));
    assertEquals(digest, pulled.manifest().digest());
    assertEquals("cosign.pub", pulled.signers().get(0).identity());
    assertEquals(bundle ? null : name("team/a"), pulled.signers().get(0).claim());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherKeyIsRefused(boolean bundle) throws Exception {
    Digest digest = push("team/a:v1");
    signWithCosign(name("team/a@" + digest), bundle);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    TrustedKey other = TrustedKey.of("other.pub", generator.generateKeyPair().getPublic());
    assertRefused(
        "no known key (key other.pub)",
        TrustPolicy.requireAny(KeyVerifier.of(other)),
        name("team/a:v1"));
  }

  @Test
  void aSignatureForAnotherRepositoryIsRefusedWhereThePolicySaysSo() throws Exception {
    Digest digest = push("team/a:v1");
    signWithCosign(name("team/a@" + digest), false);
    oras.copy(name("team/a:v1"), name("team/b:v1"));
    String tag = CosignSignature.tag(digest);
    oras.copy(name("team/a:" + tag), name("team/b:" + tag));
    PolicyFile policy =
        PolicyFile.of(
            "policy.json",
            """
            {"default": [{"type": "sigstoreSigned", "keyPath": "%s",
                          "signedIdentity": {"type": "matchRepository"}}]}
            """
                .formatted(home.resolve("cosign.pub")));
    assertEquals(digest, pull(policy, name("team/a:v1")).manifest().digest());
    assertRefused(
        "claim " + name("team/a") + ", wanted " + name("team/b"), policy, name("team/b:v1"));
  }

  private KeyPair keyPair(String kind, int size) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (size > 0) {
      generator.initialize(size);
    }
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(
        home.resolve("our.pub"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPublic().getEncoded())));
    return pair;
  }

  private ExternalTool.Run verifyWithCosign(String name, boolean bundle) throws Exception {
    List<String> verify =
        new ArrayList<>(
            List.of(
                "verify", "--key", "our.pub", "--insecure-ignore-tlog", "--allow-http-registry"));
    if (!bundle) {
      verify.add("--new-bundle-format=false");
    }
    verify.add(name);
    return cosign().attempt(verify.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"EC, 256", "EC, 384", "RSA, 2048", "Ed25519, 0"})
  void cosignVerifiesOurBundles(String kind, int size) throws Exception {
    Digest digest = push("team/a:v1");
    KeyPair pair = keyPair(kind, size);
    for (ArtifactSigner signer :
        List.of(
            KeySigner.of(pair.getPrivate()), KeySigner.of(pair.getPrivate(), pair.getPublic()))) {
      oras.attach(name("team/a@" + digest), CosignSignature.bundle(digest, signer));
      ExternalTool.Run run = verifyWithCosign(name("team/a@" + digest), true);
      assertEquals(0, run.exit(), run.all());
    }
    TrustPolicy policy =
        TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(home.resolve("our.pub"))));
    assertEquals(digest, pull(policy, name("team/a:v1")).manifest().digest());
  }

  @ParameterizedTest
  @CsvSource({"EC, 256", "RSA, 2048"})
  void cosignVerifiesOurSignaturesUnderATag(String kind, int size) throws Exception {
    Digest digest = push("team/a:v1");
    signWithCosign(name("team/a@" + digest), false);
    KeyPair pair = keyPair(kind, size);
    Repository repository = oras.repository(name("team/a"));
    Artifact signatures =
        CosignSignature.tagged(
            digest,
            repository.repositoryName().orElseThrow(),
            KeySigner.of(pair.getPrivate()),
            repository);
    repository.push(CosignSignature.tag(digest), signatures);
    ExternalTool.Run run = verifyWithCosign(name("team/a@" + digest), false);
    assertEquals(0, run.exit(), run.all());
    // The signature by cosign is still there.
    for (String key : List.of("our.pub", "cosign.pub")) {
      TrustPolicy policy =
          TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(home.resolve(key))));
      assertEquals(key, pull(policy, name("team/a:v1")).signers().get(0).identity());
    }
  }

  @Test
  void aChangedBundleIsRefusedByBoth() throws Exception {
    Digest digest = push("team/a:v1");
    KeyPair pair = keyPair("EC", 256);
    Repository repository = oras.repository(name("team/a"));
    oras.attach(
        name("team/a@" + digest), CosignSignature.bundle(digest, KeySigner.of(pair.getPrivate())));
    Descriptor referrer = repository.referrers(digest.toString()).get(0);
    RawManifest attached = repository.fetch(referrer.digest().toString());
    Descriptor layer = attached.layers().get(0);
    String bundle = new String(repository.blobs().read(layer), StandardCharsets.UTF_8);
    String statement = bundle.replaceAll(".*\"payload\":\"([^\"]*)\".*", "$1");
    String changed =
        Base64.getEncoder()
            .encodeToString(
                new String(Base64.getDecoder().decode(statement), StandardCharsets.UTF_8)
                    .replace("\"predicate\":{}", "\"predicate\":{ }")
                    .getBytes(StandardCharsets.UTF_8));
    byte[] replaced = bundle.replace(statement, changed).getBytes(StandardCharsets.UTF_8);
    assertNotEquals(bundle, new String(replaced, StandardCharsets.UTF_8));
    repository.delete(referrer.digest().toString());
    Descriptor blob = repository.blobs().push(layer.mediaType(), replaced);
    ImageManifest image = attached.image();
    repository.pushManifest(
        new ImageManifest(
            image.mediaType(),
            image.artifactType(),
            image.config(),
            List.of(blob),
            image.subject(),
            image.annotations()));
    assertRefused(
        "no known key (key our.pub) matches, or the content is not what was signed",
        TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(home.resolve("our.pub")))),
        name("team/a:v1"));
    assertNotEquals(0, verifyWithCosign(name("team/a@" + digest), true).exit());
  }

  @Test
  void aSignatureMovedToAnotherArtifactIsRefusedByBoth() throws Exception {
    Digest digest = push("team/a:v1");
    Digest other =
        oras.push(name("team/a:v2"), artifact().withAnnotation("other", "true")).digest();
    KeyPair pair = keyPair("EC", 256);
    oras.attach(
        name("team/a@" + other), CosignSignature.bundle(digest, KeySigner.of(pair.getPrivate())));
    signWithCosign(name("team/a@" + digest), false);
    oras.copy(
        name("team/a:" + CosignSignature.tag(digest)),
        name("team/a:" + CosignSignature.tag(other)));
    TrustPolicy ours =
        TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(home.resolve("our.pub"))));
    assertRefused("is a signature of another manifest", ours, name("team/a:v2"));
    TrustPolicy theirs =
        TrustPolicy.requireAny(KeyVerifier.of(TrustedKey.read(home.resolve("cosign.pub"))));
    assertRefused("is a signature of another manifest, " + digest, theirs, name("team/a:v2"));
    assertNotEquals(0, verifyWithCosign(name("team/a@" + other), true).exit());
  }
}
