package io.oras.trust.sigstore;

import static io.oras.trust.sigstore.TestSigstore.ISSUER;
import static io.oras.trust.sigstore.TestSigstore.SUBJECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.oras.api.model.Digest;
import io.oras.api.spi.Signer;
import io.oras.api.spi.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyless signatures by services of the test, which need no network and no file of others. */
class CertificateValidityTest {
  private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant UNTIL = FROM.plusSeconds(600);
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final String COSIGN_SIGN = "https://sigstore.dev/cosign/sign/v1";

  @TempDir Path dir;
  private TestSigstore sigstore;
  private TestSigstore.Signed signed;

  @BeforeEach
  void sign() throws Exception {
    sigstore = new TestSigstore();
    signed = signed(DIGEST, "\"name\":\"registry.test/app\",", COSIGN_SIGN);
  }

  private TestSigstore.Signed signed(Digest digest, String name, String type) throws Exception {
    return sigstore.sign(
        ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{%s\"digest\":{\"sha256\":"
                + "\"%s\"}}],\"predicateType\":\"%s\",\"predicate\":{}}")
            .formatted(name, digest.encoded(), type),
        FROM,
        UNTIL);
  }

  private KeylessVerifier.Builder verifier() throws Exception {
    Path root = Files.writeString(dir.resolve("trusted_root.json"), sigstore.trustedRoot());
    return KeylessVerifier.builder(root).issuer(ISSUER).subject(SUBJECT);
  }

  private Verdict verify(KeylessVerifier.Builder verifier, String bundle) throws Exception {
    StoredBundle stored = new StoredBundle(bundle, DIGEST);
    return verifier.build().verify(stored.signed(), stored);
  }

  private Verdict verify(List<String> entries, List<String> timestamps) throws Exception {
    return verify(verifier(), signed.bundle(entries, timestamps));
  }

  private static Signer assertAccepted(Verdict verdict) {
    return assertInstanceOf(Verdict.Accepted.class, verdict, verdict::toString).signers().get(0);
  }

  private static void assertRefused(String reason, Verdict verdict) {
    assertInstanceOf(Verdict.Refused.class, verdict);
    assertEquals(1, verdict.refusals().size(), verdict::toString);
    String refusal = verdict.refusals().get(0);
    assertEquals(reason, refusal.replaceFirst("^bundle sha256:[0-9a-f]+: ", ""));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300, 600})
  void aSignatureThatTheLogRecordedWhileTheCertificateWasValidIsAccepted(long seconds)
      throws Exception {
    Instant time = FROM.plusSeconds(seconds);
    Signer signer = assertAccepted(verify(List.of(signed.entry(time)), List.of()));
    assertEquals(SUBJECT, signer.identity());
    assertEquals("registry.test/app", signer.claim());
    assertEquals(time.toString(), signer.details().get("time"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 601, 100_000_000})
  void aSignatureThatTheLogRecordedAtAnotherTimeIsRefused(long seconds) throws Exception {
    Instant time = FROM.plusSeconds(seconds);
    assertRefused(
        "the signature was made at %s, but the certificate was valid from %s to %s"
            .formatted(time, FROM, UNTIL),
        verify(List.of(signed.entry(time)), List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300, 600})
  void aTimestampReplacesTheTimeOfTheLogInRekor2(long seconds) throws Exception {
    Instant time = FROM.plusSeconds(seconds);
    Signer signer =
        assertAccepted(verify(List.of(signed.entry()), List.of(signed.timestamp(time))));
    assertEquals(time.toString(), signer.details().get("time"));
  }

  @ParameterizedTest
  @CsvSource({"-1, NotBefore", "601, NotAfter"})
  void aTimestampOutsideOfTheTimeOfTheCertificateIsRefused(long seconds, String limit)
      throws Exception {
    Verdict verdict =
        verify(List.of(signed.entry()), List.of(signed.timestamp(FROM.plusSeconds(seconds))));
    String refusal = assertInstanceOf(Verdict.Refused.class, verdict).refusals().get(0);
    assertEquals(
        "RFC3161 timestamp verification failed: " + limit,
        refusal.replaceFirst("^bundle sha256:[0-9a-f]+: ", "").replaceFirst(limit + ".*", limit));
  }

  @Test
  void everyTimestampMustBeInTheTimeOfTheCertificate() throws Exception {
    assertInstanceOf(
        Verdict.Refused.class,
        verify(
            List.of(signed.entry()),
            List.of(signed.timestamp(FROM), signed.timestamp(UNTIL.plusSeconds(1)))));
  }

  @Test
  void anEntryOfRekor2WithoutATimestampIsRefused() throws Exception {
    assertRefused(
        "No timestamp verification (set, timestamp) was provided",
        verify(List.of(signed.entry()), List.of()));
  }

  @Test
  void theTimeOfAnEntryThatIsNotVerifiedDoesNotCount() throws Exception {
    assertRefused(
        "no trusted time says when the signature was made",
        verify(List.of(signed.entry(), signed.entry(FROM)), List.of()));
  }

  @Test
  void aTimeThatTheLogDidNotPromiseIsRefused() throws Exception {
    String entry =
        signed
            .entry(UNTIL.plusSeconds(1))
            .replace(
                "\"integratedTime\": \"" + UNTIL.plusSeconds(1).getEpochSecond(),
                "\"integratedTime\": \"" + UNTIL.getEpochSecond());
    assertRefused(
        "Transparency log entry could not be verified: Entry SET was not valid",
        verify(List.of(entry), List.of()));
  }

  @Test
  void aTimestampOfAnotherSignatureOrOfAnUnknownAuthorityIsRefused() throws Exception {
    TestSigstore.Signed other = signed(DIGEST, "", COSIGN_SIGN);
    TestSigstore unknown = new TestSigstore();
    for (String timestamp :
        List.of(other.timestamp(FROM), unknown.sign("{}", FROM, UNTIL).timestamp(FROM))) {
      Verdict verdict = verify(List.of(signed.entry()), List.of(timestamp));
      String refusal = assertInstanceOf(Verdict.Refused.class, verdict).refusals().get(0);
      assertEquals(true, refusal.contains("RFC3161 timestamp verification failed: "), refusal);
    }
  }

  @Test
  void aStatementThatGivesNoNameIsAcceptedAsCosignSignsIt() throws Exception {
    signed = signed(DIGEST, "", COSIGN_SIGN);
    assertEquals(null, assertAccepted(verify(List.of(signed.entry(FROM)), List.of())).claim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"name\":\"registry.test/app\","})
  void aStatementAboutAnotherManifestIsRefused(String name) throws Exception {
    signed = signed(Digest.of(new byte[] {2}), name, COSIGN_SIGN);
    assertRefused(
        "is a signature of another manifest", verify(List.of(signed.entry(FROM)), List.of()));
  }

  @Test
  void aStatementOfAnotherTypeCountsIfTheCallerNamesTheType() throws Exception {
    String type = "https://slsa.dev/provenance/v1";
    signed = signed(DIGEST, "\"name\":\"app\",", type);
    String bundle = signed.bundle(List.of(signed.entry(FROM)), List.of());
    assertRefused(
        "predicateType is '%s', expected [%s]".formatted(type, COSIGN_SIGN),
        verify(verifier(), bundle));
    assertAccepted(verify(verifier().predicateType(type), bundle));
  }

  @Test
  void anotherIssuerOrSubjectIsRefused() throws Exception {
    String bundle = signed.bundle(List.of(signed.entry(FROM)), List.of());
    for (KeylessVerifier.Builder other :
        List.of(
            verifier().issuer("https://other.test"),
            verifier().subject("bob@example.test"),
            verifier().subjectMatching("bob@.*"))) {
      Verdict verdict = verify(other, bundle);
      assertEquals(
          true,
          verdict.refusals().toString().contains("No provided certificate identities matched"),
          verdict::toString);
    }
    assertAccepted(verify(verifier().subjectMatching("alice@.*"), bundle));
  }

  @Test
  void aChangedStatementOrSignatureIsRefused() throws Exception {
    String bundle = signed.bundle(List.of(signed.entry(FROM)), List.of());
    for (String field : List.of("payload", "sig")) {
      String changed =
          Pattern.compile("(\"" + field + "\": \"[^\"]{20})(.)")
              .matcher(bundle)
              .replaceFirst(found -> found.group(1) + (found.group(2).equals("A") ? "B" : "A"));
      assertInstanceOf(Verdict.Refused.class, verify(verifier(), changed), () -> field);
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    String bundle = signed.bundle(List.of(signed.entry(FROM)), List.of());
    sigstore = new TestSigstore();
    Verdict verdict = verify(verifier(), bundle);
    assertEquals(
        true,
        verdict.refusals().toString().contains("Fulcio certificate was not valid"),
        verdict::toString);
  }
}
