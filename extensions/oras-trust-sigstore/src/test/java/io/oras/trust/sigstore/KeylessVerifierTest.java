package io.oras.trust.sigstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.ConfigurationException;
import io.oras.api.model.Digest;
import io.oras.api.spi.Signer;
import io.oras.api.spi.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keyless signatures. The bundle and the trusted root are those of cosign's own tests, which {@code
 * ORAS_IT_COSIGN_TESTDATA} names; no network is used.
 */
class KeylessVerifierTest {
  private static final String ISSUER = "https://github.com/login/oauth";
  private static final String ATTESTATION = "https://cosign.sigstore.dev/attestation/v1";
  private static final String DIGEST =
      "sha256:732112270d7e59418a8c080b134b24cabd67d250d0d0147a97ed95ba5c280aa4";

  @TempDir Path dir;

  private static Path testdata() {
    String folder = System.getenv("ORAS_IT_COSIGN_TESTDATA");
    assumeTrue(folder != null && !folder.isEmpty(), "ORAS_IT_COSIGN_TESTDATA names no folder");
    return Path.of(folder);
  }

  private static String bundle() throws IOException {
    return Files.readString(testdata().resolve("oci-attestation.sigstore.json"));
  }

  /** Returns the identity in the certificate of the bundle. */
  private static String subject() throws Exception {
    Matcher certificate = Pattern.compile("\"rawBytes\"\\s*:\\s*\"([^\"]+)\"").matcher(bundle());
    assertTrue(certificate.find());
    byte[] der = Base64.getDecoder().decode(certificate.group(1));
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    return String.valueOf(leaf.getSubjectAlternativeNames().iterator().next().get(1));
  }

  private static KeylessVerifier.Builder builder() throws Exception {
    return KeylessVerifier.builder(testdata().resolve("trusted_root_pgi.json"))
        .issuer(ISSUER)
        .subject(subject())
        .predicateType(ATTESTATION);
  }

  private static Verdict verify(KeylessVerifier verifier, String json, String digest)
      throws IOException {
    StoredBundle stored = new StoredBundle(json, Digest.parse(digest));
    return verifier.verify(stored.signed(), stored);
  }

  private static void assertRefused(String reason, Verdict verdict) {
    assertInstanceOf(Verdict.Refused.class, verdict);
    assertTrue(
        verdict.refusals().stream().anyMatch(text -> text.contains(reason)), verdict::toString);
  }

  @Test
  @Tag("real")
  void aSignatureOfTheIdentityIsAccepted() throws Exception {
    Verdict.Accepted verdict =
        assertInstanceOf(Verdict.Accepted.class, verify(builder().build(), bundle(), DIGEST));
    Signer signer = verdict.signers().get(0);
    assertEquals(subject(), signer.identity());
    assertEquals(ISSUER, signer.details().get("issuer"));
    assertEquals("127.0.0.1:60943/repo", signer.claim());
    assertTrue(signer.details().keySet().containsAll(List.of("time", "logIndex", "signature")));
  }

  @Test
  @Tag("real")
  void anotherIssuerOrSubjectIsRefused() throws Exception {
    assertRefused(
        "No provided certificate identities matched",
        verify(builder().issuer("https://issuer.test").build(), bundle(), DIGEST));
    assertRefused(
        "No provided certificate identities matched",
        verify(builder().subject("other@example.test").build(), bundle(), DIGEST));
  }

  @Test
  @Tag("real")
  void aSubjectMayBeAPattern() throws Exception {
    assertInstanceOf(
        Verdict.Accepted.class, verify(builder().subjectMatching(".+").build(), bundle(), DIGEST));
    assertRefused(
        "No provided certificate identities matched",
        verify(builder().subjectMatching("x.+").build(), bundle(), DIGEST));
  }

  @Test
  @Tag("real")
  void anotherTypeOfStatementIsRefused() throws Exception {
    KeylessVerifier verifier =
        KeylessVerifier.builder(testdata().resolve("trusted_root_pgi.json"))
            .issuer(ISSUER)
            .subject(subject())
            .build();
    assertRefused("predicateType is '" + ATTESTATION, verify(verifier, bundle(), DIGEST));
  }

  @Test
  @Tag("real")
  void aSignatureOfAnotherManifestIsRefused() throws Exception {
    String other = DIGEST.replace("sha256:7", "sha256:8");
    assertInstanceOf(Verdict.Refused.class, verify(builder().build(), bundle(), other));
  }

  @Test
  @Tag("real")
  void aChangedBundleIsRefused() throws Exception {
    String json = bundle();
    KeylessVerifier verifier = builder().build();
    for (String field : List.of("payload", "sig", "integratedTime", "signedEntryTimestamp")) {
      String changed = json.replaceFirst("(\"" + field + "\"\\s*:\\s*\"[^\"]{4})[^\"]", "$1" + '0');
      assertInstanceOf(Verdict.Refused.class, verify(verifier, changed, DIGEST), () -> field);
    }
  }

  @Test
  @Tag("real")
  void garbageIsRefused() throws Exception {
    KeylessVerifier verifier = builder().build();
    for (String json : List.of("{}", "[]", "", "{\"verificationMaterial\":{}}")) {
      assertInstanceOf(Verdict.Refused.class, verify(verifier, json, DIGEST));
    }
  }

  @Test
  void issuerAndSubjectAreRequired() {
    KeylessVerifier.Builder builder = KeylessVerifier.builder(dir.resolve("trusted_root.json"));
    assertThrows(IllegalArgumentException.class, builder::build);
    assertThrows(
        IllegalArgumentException.class, () -> builder.issuer("https://issuer.test").build());
    assertThrows(IllegalArgumentException.class, () -> builder.subject("").build());
    assertThrows(IllegalArgumentException.class, () -> builder.subjectMatching("(").build());
  }

  @Test
  void aTrustedRootThatCannotBeReadIsAnError() throws IOException {
    Path file = dir.resolve("trusted_root.json");
    KeylessVerifier.Builder builder =
        KeylessVerifier.builder(file).issuer("https://issuer.test").subject("a@example.test");
    assertThrows(ConfigurationException.class, builder::build);
    Files.writeString(file, "no JSON");
    assertThrows(ConfigurationException.class, builder::build);
  }
}
