package io.oras.trust;

import static io.oras.trust.Fixtures.base64;
import static io.oras.trust.Fixtures.bundle;
import static io.oras.trust.Fixtures.key;
import static io.oras.trust.Fixtures.payload;
import static io.oras.trust.Fixtures.pem;
import static io.oras.trust.Fixtures.signed;
import static io.oras.trust.Fixtures.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Verdict;
import io.oras.trust.Fixtures.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of cosign, and everything that may not pass for one. */
class KeyVerifierTest {
  private static final String NAME = "127.0.0.1:5811/demo/v2:v1";
  private static final TrustedKey K = key("k.pub", Fixtures.KEY);
  private static final String IN_TOTO = "application/vnd.in-toto+json";

  private static Verdict verify(KeyVerifier verifier, Evidence evidence) throws IOException {
    return verifier.verify(signed(NAME), evidence);
  }

  private static Verdict verify(Evidence evidence) throws IOException {
    return verify(KeyVerifier.of(K), evidence);
  }

  private static void assertAccepted(Verdict verdict) {
    assertInstanceOf(Verdict.Accepted.class, verdict, verdict::toString);
  }

  private static void assertRefused(String reason, Verdict verdict) {
    assertInstanceOf(Verdict.Refused.class, verdict);
    assertTrue(
        verdict.refusals().stream().anyMatch(text -> text.contains(reason)), verdict::toString);
  }

  private static Stored v2() {
    return new Stored().signature(utf8(payload(Fixtures.V2_CLAIM)), Fixtures.V2_SIGNATURE);
  }

  private static Stored v3() {
    return new Stored().bundle(bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE));
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  @Test
  void aSignatureUnderTheTagIsAccepted() throws IOException {
    Verdict.Accepted verdict = assertInstanceOf(Verdict.Accepted.class, verify(v2()));
    assertEquals("k.pub", verdict.signers().get(0).identity());
    assertEquals(Fixtures.V2_CLAIM, verdict.signers().get(0).claim());
    assertEquals(List.of(), verdict.refusals());
  }

  @Test
  void aBundleIsAccepted() throws IOException {
    Verdict.Accepted verdict = assertInstanceOf(Verdict.Accepted.class, verify(v3()));
    assertEquals("k.pub", verdict.signers().get(0).identity());
    assertEquals(null, verdict.signers().get(0).claim());
  }

  @Test
  void anEd25519SignatureWithPreHashIsAccepted() throws IOException {
    Stored stored = new Stored().signature(utf8(payload(Fixtures.ED_CLAIM)), Fixtures.ED_SIGNATURE);
    assertAccepted(verify(KeyVerifier.of(key("ed.pub", Fixtures.ED_KEY)), stored));
    assertRefused("no known key", verify(stored));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vnd.oci.empty.v1+json", ""})
  void aBundleThatIsListedUnderAnotherTypeIsFound(String type) throws IOException {
    String json = bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE);
    assertAccepted(verify(new Stored().bundle(type, json, Fixtures.DIGEST)));
  }

  @Test
  void theHintOfABundleProvesNothing() throws IOException {
    String json = bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE);
    assertAccepted(verify(new Stored().bundle(json.replace(Fixtures.HINT, "AAAA"))));
    assertRefused(
        "no known key",
        verify(KeyVerifier.of(key("ed.pub", Fixtures.ED_KEY)), new Stored().bundle(json)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no hint", "an unknown field", "an older media type", "Base64 for URLs"})
  void otherFormsOfABundleAreAccepted(String form) throws IOException {
    String json = bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE);
    String other =
        switch (form) {
          case "no hint" -> json.replace("{\"hint\":\"" + Fixtures.HINT + "\"}", "{}");
          case "an unknown field" -> "{\"future\":{}," + json.substring(1);
          case "an older media type" -> json.replace(".v0.3+json", "+json;version=0.2");
          default ->
              json.replace(
                  Fixtures.V3_SIGNATURE, Fixtures.V3_SIGNATURE.replace('+', '-').replace('/', '_'));
        };
    assertNotEquals(json, other);
    assertAccepted(verify(new Stored().bundle(other)));
  }

  @Test
  void oneValidSignatureAmongOthersSuffices() throws IOException {
    Stored stored = v2().bundle("{}").bundle(bundle("{}", IN_TOTO, Fixtures.V3_SIGNATURE));
    Verdict verdict = verify(stored);
    assertAccepted(verdict);
    assertEquals(2, verdict.refusals().size());
  }

  @Test
  void anArtifactWithoutSignatureIsRefused() throws IOException {
    assertEquals(List.of("it has no signature"), verify(new Stored()).refusals());
  }

  @Test
  void aChangedByteOfAPayloadIsRefused() throws IOException {
    byte[] v2 = utf8(payload(Fixtures.V2_CLAIM));
    for (int i = 0; i < v2.length; i++) {
      assertRefused(
          "no known key", verify(new Stored().signature(changed(v2, i), Fixtures.V2_SIGNATURE)));
    }
    byte[] v3 = utf8(Fixtures.V3_PAYLOAD);
    for (int i = 0; i < v3.length; i++) {
      String payload = new String(changed(v3, i), StandardCharsets.ISO_8859_1);
      assertRefused(
          "no known key",
          verify(new Stored().bundle(bundle(payload, IN_TOTO, Fixtures.V3_SIGNATURE))));
    }
  }

  @Test
  void aChangedByteOfASignatureIsRefused() throws IOException {
    byte[] v2 = Base64.getDecoder().decode(Fixtures.V2_SIGNATURE);
    for (int i = 0; i < v2.length; i++) {
      assertRefused(
          "no known key",
          verify(new Stored().signature(utf8(payload(Fixtures.V2_CLAIM)), base64(changed(v2, i)))));
    }
    byte[] v3 = Base64.getDecoder().decode(Fixtures.V3_SIGNATURE);
    for (int i = 0; i < v3.length; i++) {
      String signature = base64(changed(v3, i));
      assertRefused(
          "no known key",
          verify(new Stored().bundle(bundle(Fixtures.V3_PAYLOAD, IN_TOTO, signature))));
    }
  }

  @Test
  void aChangedByteOfAKeyIsRefused() throws IOException {
    byte[] der = Base64.getDecoder().decode(Fixtures.KEY);
    for (int i = 0; i < der.length; i++) {
      TrustedKey key;
      try {
        key = TrustedKey.ofPem("changed", pem("PUBLIC KEY", changed(der, i)));
      } catch (IllegalArgumentException e) {
        continue;
      }
      assertRefused("no known key", verify(KeyVerifier.of(key), v2()));
      assertRefused("no known key", verify(KeyVerifier.of(key), v3()));
    }
  }

  @Test
  void anEmptySignatureIsRefused() throws IOException {
    byte[] payload = utf8(payload(Fixtures.V2_CLAIM));
    assertRefused("no known key", verify(new Stored().signature(payload, "")));
    assertRefused("is not Base64", verify(new Stored().signature(payload, "%")));
  }

  @Test
  void payloadsThatChangePlacesAreRefused() throws IOException {
    assertRefused(
        "no known key",
        verify(new Stored().signature(utf8(Fixtures.V3_PAYLOAD), Fixtures.V3_SIGNATURE)));
    assertRefused(
        "no known key",
        verify(
            new Stored()
                .bundle(bundle(payload(Fixtures.V2_CLAIM), IN_TOTO, Fixtures.V2_SIGNATURE))));
  }

  @Test
  void aSignatureOfAnotherManifestIsRefused() throws IOException {
    byte[] other = utf8(Fixtures.MANIFEST.replace("\"size\": 6", "\"size\": 7"));
    var signed =
        new Signed(
            signed(NAME).name(),
            RawManifest.of(other, Descriptor.of(MediaType.OCI_MANIFEST, other)));
    // The tag and the referrer claim to be about the other manifest.
    Evidence evidence =
        new Evidence() {
          private final Stored stored = v2();

          @Override
          public List<Descriptor> referrers() {
            return List.of();
          }

          @Override
          public Optional<RawManifest> tagged(String tag) {
            return stored.tagged("sha256-" + Fixtures.DIGEST.substring(7) + ".sig");
          }

          @Override
          public RawManifest manifest(Descriptor referrer) {
            throw new AssertionError();
          }

          @Override
          public byte[] blob(Descriptor blob, int limit) throws IOException {
            return stored.blob(blob, limit);
          }
        };
    assertRefused(
        "is a signature of another manifest, " + Fixtures.DIGEST,
        KeyVerifier.of(K).verify(signed, evidence));
  }

  @Test
  void aBundleWithAnotherSubjectIsNoSignature() throws IOException {
    String json = bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE);
    String other = Fixtures.DIGEST.replace("sha256:9", "sha256:8");
    assertRefused(
        "it has no signature",
        verify(new Stored().bundle("application/vnd.dev.sigstore.bundle.v0.3+json", json, other)));
  }

  @Test
  void aLayerOfAnotherTypeIsNoSignature() throws IOException {
    Stored stored = new Stored();
    stored.tag(
        List.of(
            stored.layer(
                "application/vnd.dsse.envelope.v1+json",
                utf8(payload(Fixtures.V2_CLAIM)),
                Fixtures.V2_SIGNATURE)));
    assertRefused("has the media type application/vnd.dsse.envelope.v1+json", verify(stored));
  }

  @Test
  void twoSignaturesInABundleAreRefused() throws IOException {
    assertRefused(
        "has 2 signatures, expected one",
        verify(
            new Stored()
                .bundle(
                    bundle(
                        Fixtures.V3_PAYLOAD,
                        IN_TOTO,
                        Fixtures.V3_SIGNATURE,
                        Fixtures.V3_SIGNATURE))));
  }

  @Test
  void aBundleWithACertificateIsNoSignatureByKey() throws IOException {
    String json =
        bundle(Fixtures.V3_PAYLOAD, IN_TOTO, Fixtures.V3_SIGNATURE)
            .replace("\"publicKey\":{\"hint\":\"" + Fixtures.HINT + "\"}", "\"certificate\":{}");
    assertRefused("has a certificate", verify(new Stored().bundle(json)));
  }

  /** A signer of this test, for what no cosign signs. */
  private static final class TestSigner {
    final KeyPair pair;
    final String algorithm;

    TestSigner(String kind, String parameter, String algorithm) throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(parameter));
      } else if (kind.equals("RSA")) {
        generator.initialize(Integer.parseInt(parameter));
      }
      this.pair = generator.generateKeyPair();
      this.algorithm = algorithm;
    }

    String sign(byte[] message) throws Exception {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return base64(signature.sign());
    }

    String statement(String payload, String type) throws Exception {
      return bundle(
          payload, type, sign(SignatureBundle.preAuthenticationEncoding(type, utf8(payload))));
    }

    KeyVerifier verifier() {
      return KeyVerifier.of(TrustedKey.of("t.pub", pair.getPublic()));
    }
  }

  private static TestSigner signer() throws Exception {
    return new TestSigner("EC", "secp256r1", "SHA256withECDSA");
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, SHA256withECDSA",
    "EC, secp384r1, SHA384withECDSA",
    "EC, secp384r1, SHA256withECDSA",
    "EC, secp521r1, SHA512withECDSA",
    "EC, secp521r1, SHA256withECDSA",
    "RSA, 2048, SHA256withRSA",
    "Ed25519, '', Ed25519"
  })
  void everyKindOfKeyIsVerified(String kind, String parameter, String algorithm) throws Exception {
    TestSigner signer = new TestSigner(kind, parameter, algorithm);
    byte[] payload = utf8(payload(Fixtures.V2_CLAIM));
    assertAccepted(
        verify(signer.verifier(), new Stored().signature(payload, signer.sign(payload))));
  }

  @Test
  void aShortRsaKeyIsNotTrusted() throws Exception {
    TestSigner signer = new TestSigner("RSA", "1024", "SHA256withRSA");
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> TrustedKey.of("short", signer.pair.getPublic()))
            .getMessage()
            .contains("has 1024 bits"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "CERTIFICATE", "RSA PUBLIC KEY"})
  void otherPemBlocksAreRefusedByName(String label) {
    String text = pem(label, Base64.getDecoder().decode(Fixtures.KEY));
    assertEquals(
        "k.pub is a PEM block '" + label + "', expected 'PUBLIC KEY'",
        assertThrows(IllegalArgumentException.class, () -> TrustedKey.ofPem("k.pub", text))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payloadType|application/json|is 'application/json'",
        "_type|https://in-toto.io/Statement/v2|not an in-toto statement",
        "predicateType|https://slsa.dev/provenance/v1|is 'https://slsa.dev/provenance/v1'",
        "subject|sha256:0000|is a signature of another manifest",
      })
  void aStatementAboutSomethingElseIsRefused(String field, String value, String reason)
      throws Exception {
    String payload =
        switch (field) {
          case "_type" -> Fixtures.V3_PAYLOAD.replace("https://in-toto.io/Statement/v1", value);
          case "predicateType" ->
              Fixtures.V3_PAYLOAD.replace("https://sigstore.dev/cosign/sign/v1", value);
          case "subject" -> Fixtures.V3_PAYLOAD.replace("9b625e", "8b625e");
          default -> Fixtures.V3_PAYLOAD;
        };
    TestSigner signer = signer();
    String json = signer.statement(payload, field.equals("payloadType") ? value : IN_TOTO);
    assertRefused(reason, verify(signer.verifier(), new Stored().bundle(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://in-toto.io/Statement/v1|https://in-toto.io/Statement/v0.1",
        ", \"predicate\":{}|''",
        "\"predicate\":{}|\"predicate\":{},\"future\":1"
      })
  void otherFormsOfAStatementAreAccepted(String from, String to) throws Exception {
    TestSigner signer = signer();
    String payload = Fixtures.V3_PAYLOAD.replace(from, to);
    assertNotEquals(Fixtures.V3_PAYLOAD, payload);
    assertAccepted(
        verify(signer.verifier(), new Stored().bundle(signer.statement(payload, IN_TOTO))));
  }

  @Test
  void anotherStatementCountsIfTheCallerSaysSo() throws Exception {
    TestSigner signer = signer();
    String type = "https://slsa.dev/provenance/v1";
    String json =
        signer.statement(
            Fixtures.V3_PAYLOAD.replace("https://sigstore.dev/cosign/sign/v1", type), IN_TOTO);
    KeyVerifier verifier =
        KeyVerifier.builder(List.of(TrustedKey.of("t", signer.pair.getPublic())))
            .predicateType(type)
            .build();
    assertAccepted(verify(verifier, new Stored().bundle(json)));
  }

  @Test
  void aSignatureOfTheManifestItselfIsAccepted() throws Exception {
    TestSigner signer = signer();
    byte[] manifest = utf8(Fixtures.MANIFEST);
    String digest = base64(MessageDigest.getInstance("SHA-256").digest(manifest));
    String json =
        bundle(
            ("\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\"%s\"},"
                    + "\"signature\":\"%s\"}")
                .formatted(digest, signer.sign(manifest)));
    assertAccepted(verify(signer.verifier(), new Stored().bundle(json)));
    assertRefused(
        "another manifest",
        verify(signer.verifier(), new Stored().bundle(json.replace(digest, base64(new byte[32])))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"cosign|\"type\":\"atomic|critical.type is not",
        "\"docker-manifest-digest\"|\"Docker-manifest-digest\"|Docker-manifest-digest is unknown",
        "\"optional\":null|\"extra\":1|extra is unknown",
        "\"optional\":null|\"critical\":{}|critical is a duplicate name",
        "\"optional\":null}|\"optional\":null} x|is not valid JSON",
      })
  void aPayloadOfAnotherFormIsRefused(String from, String to, String reason) throws Exception {
    TestSigner signer = signer();
    byte[] payload = utf8(payload(Fixtures.V2_CLAIM).replace(from, to));
    assertRefused(
        reason, verify(signer.verifier(), new Stored().signature(payload, signer.sign(payload))));
  }

  @ParameterizedTest
  @CsvSource({
    "matchRepository, 127.0.0.1:5811/demo/v2:v1, true",
    "matchRepository, 127.0.0.1:5811/demo/other:v1, false",
    "matchExact, 127.0.0.1:5811/demo/v2:v1, false",
    "matchRepoDigestOrExact, 127.0.0.1:5811/demo/v2:v1, false",
    "exact, 127.0.0.1:5811/demo/other:v1, true",
    "remap, mirror.test/demo/v2:v1, false",
    "any, 127.0.0.1:5811/demo/other:v1, true"
  })
  void theNameInASignatureIsCompared(String rule, String name, boolean accepted)
      throws IOException {
    SignedIdentity identity =
        switch (rule) {
          case "matchRepository" -> SignedIdentity.matchRepository();
          case "matchExact" -> SignedIdentity.matchExact();
          case "matchRepoDigestOrExact" -> SignedIdentity.matchRepoDigestOrExact();
          case "exact" -> SignedIdentity.exactRepository(Fixtures.V2_CLAIM);
          case "remap" -> SignedIdentity.remap("mirror.test", "127.0.0.1:5811");
          default -> SignedIdentity.any();
        };
    KeyVerifier verifier = KeyVerifier.builder(List.of(K)).identity(identity).build();
    Verdict verdict = verifier.verify(signed(name), v2());
    if (accepted) {
      assertAccepted(verdict);
    } else {
      assertRefused("key k.pub matches, but claim " + Fixtures.V2_CLAIM, verdict);
    }
  }

  @Test
  void aBundleWithoutANameSatisfiesNoRuleUnlessTheCallerSaysSo() throws IOException {
    KeyVerifier.Builder builder =
        KeyVerifier.builder(List.of(K)).identity(SignedIdentity.matchRepository());
    assertRefused(
        "key k.pub matches, but the signature gives no name to the artifact",
        verify(builder.build(), v3()));
    assertAccepted(verify(builder.acceptBundlesWithoutIdentity(true).build(), v3()));
  }

  @Test
  void aSignatureWithoutLogEntryIsRefusedWhereALogIsRequired() throws Exception {
    KeyVerifier verifier = KeyVerifier.builder(List.of(K)).logKeys(List.of(K)).build();
    assertRefused("has no entry in a transparency log", verify(verifier, v2()));
    assertRefused("cannot be checked with a Rekor key", verify(verifier, v3()));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "integratedTime, is not signed", "sha256, another signature"})
  void theEntryOfALogIsVerified(String change, String ignored) throws Exception {
    TestSigner log = signer();
    TestSigner signer = signer();
    byte[] payload = utf8(payload(Fixtures.V2_CLAIM));
    String signature = signer.sign(payload);
    byte[] hashed = change.equals("sha256") ? utf8("other") : payload;
    String body =
        base64(
            utf8(
                ("{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":"
                        + "{\"algorithm\":\"sha256\",\"value\":\"%s\"}},\"signature\":{\"content\":"
                        + "\"%s\",\"publicKey\":{\"content\":\"%s\"}}}}")
                    .formatted(
                        Digest.of(hashed).encoded(),
                        signature,
                        base64(utf8(pem("PUBLIC KEY", signer.pair.getPublic().getEncoded()))))));
    String entry =
        "{\"body\":\"" + body + "\",\"integratedTime\":%s,\"logID\":\"ab\",\"logIndex\":5}";
    String promise = log.sign(utf8(entry.formatted(7)));
    String annotation =
        "{\"SignedEntryTimestamp\":\"%s\",\"Payload\":%s}"
            .formatted(promise, entry.formatted(change.equals("integratedTime") ? 8 : 7));
    Stored stored = new Stored();
    Descriptor layer =
        stored.layer("application/vnd.dev.cosign.simplesigning.v1+json", payload, signature);
    stored.tag(
        List.of(
            layer.withAnnotations(
                Map.of(
                    "dev.cosignproject.cosign/signature",
                    signature,
                    "dev.sigstore.cosign/bundle",
                    annotation))));
    KeyVerifier verifier =
        KeyVerifier.builder(List.of(TrustedKey.of("t", signer.pair.getPublic())))
            .logKeys(List.of(TrustedKey.of("log", log.pair.getPublic())))
            .build();
    Verdict verdict = verify(verifier, stored);
    switch (change) {
      case "" -> assertAccepted(verdict);
      case "sha256" -> assertRefused("has the log entry of another signature", verdict);
      default -> assertRefused("has a log entry that no trusted log has signed", verdict);
    }
  }

  @Test
  void atMostAHundredSignaturesAreTried() throws IOException {
    Stored stored = new Stored();
    Descriptor wrong =
        stored.layer(
            "application/vnd.dev.cosign.simplesigning.v1+json",
            utf8(payload("a.test/b")),
            Fixtures.V2_SIGNATURE);
    Descriptor right =
        stored.layer(
            "application/vnd.dev.cosign.simplesigning.v1+json",
            utf8(payload(Fixtures.V2_CLAIM)),
            Fixtures.V2_SIGNATURE);
    List<Descriptor> layers = new ArrayList<>(Collections.nCopies(100, wrong));
    layers.add(right);
    assertRefused("is one too many", verify(stored.tag(layers)));
  }

  @Test
  void aPayloadThatIsTooLargeIsNotRead() throws IOException {
    Stored stored = new Stored().signature(new byte[(1 << 20) + 1], Fixtures.V2_SIGNATURE);
    assertRefused("cannot be read", verify(stored));
  }

  /** A repository where one of the two places cannot be read. */
  private record Broken(Stored stored, boolean tags) implements Evidence {
    @Override
    public List<Descriptor> referrers() throws IOException {
      if (!tags) {
        throw new UnsupportedException("500");
      }
      return stored.referrers();
    }

    @Override
    public Optional<RawManifest> tagged(String tag) throws IOException {
      if (tags) {
        throw new UnsupportedException("500");
      }
      return stored.tagged(tag);
    }

    @Override
    public RawManifest manifest(Descriptor referrer) {
      return stored.manifest(referrer);
    }

    @Override
    public byte[] blob(Descriptor blob, int limit) throws IOException {
      return stored.blob(blob, limit);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPlaceThatCannotBeReadHidesNoValidSignatureAndGivesNone(boolean tags) throws IOException {
    assertAccepted(verify(new Broken(tags ? v3() : v2(), tags)));
    assertRefused("cannot be read: 500", verify(new Broken(new Stored(), tags)));
  }
}
