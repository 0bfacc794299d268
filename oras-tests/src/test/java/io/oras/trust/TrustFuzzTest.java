package io.oras.trust;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import io.oras.api.spi.TrustPolicy.Judgement;
import io.oras.api.spi.Verdict;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies and signatures that are broken never let an artifact pass that nobody signed. */
class TrustFuzzTest {
  private static final String NAME = "reg.example/team/tool:v1";
  private static final byte[] MANIFEST = utf8("{\"schemaVersion\":2}");
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private static final String[] FRAGMENTS =
      SeededRandom.jsonFragments(
          "true",
          "1e999999999",
          "\\u0000",
          "\\ud800",
          "\"type\":\"remapIdentity\",\"prefix\":\"reg.example\",\"signedPrefix\":\"!\"",
          "\"type\":\"exactReference\",\"dockerReference\":\"a.b/c:d\"",
          "[".repeat(5000),
          "{\"a\":".repeat(5000),
          "9".repeat(3000));

  private static KeyPair pair;
  private static String pem;

  @BeforeAll
  static void makeKey() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    pair = keys.generateKeyPair();
    pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(message);
    return signer.sign();
  }

  private static Signed signed() {
    return new Signed(
        Reference.parse(NAME),
        RawManifest.of(MANIFEST, Descriptor.of(MediaType.OCI_MANIFEST, MANIFEST)));
  }

  private static String payload() {
    return "{\"critical\":{\"identity\":{\"docker-reference\":\"reg.example/team/tool\"},"
        + "\"image\":{\"docker-manifest-digest\":\""
        + signed().manifest().digest()
        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}";
  }

  private static String policy() {
    return """
        {"default":[{"type":"reject"}],"transports":{"docker":{
        "reg.example/team":[{"type":"sigstoreSigned","keyData":"%s",
        "signedIdentity":{"type":"matchRepository"}}],
        "*.example":[{"type":"signedBy","keyType":"GPGKeys","keyPath":"/missing/k"}],"":[{"type":"reject"}]},
        "oci":{"/srv/layouts":[{"type":"sigstoreSigned","keyPath":"/missing/key",
        "signedIdentity":{"type":"remapIdentity","prefix":"a.b","signedPrefix":"c.d/e"}}]}}}
        """
        .formatted(base64(utf8(pem)));
  }

  /** What a repository has beside the artifact: a signature under a tag, and a bundle. */
  private static final class Stored implements Evidence {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final Optional<RawManifest> tagged;
    private final List<RawManifest> referrers;

    Stored(byte[] payload, String signature, byte[] bundle) {
      Descriptor layer =
          blob("application/vnd.dev.cosign.simplesigning.v1+json", payload)
              .withAnnotations(Map.of("dev.cosignproject.cosign/signature", signature));
      tagged = Optional.of(manifest(null, layer));
      referrers = List.of(manifest(MediaType.read(BUNDLE), blob(BUNDLE, bundle)));
    }

    private Descriptor blob(String type, byte[] content) {
      Descriptor blob = Descriptor.of(new MediaType(type), content);
      blobs.put(blob.digest(), content);
      return blob;
    }

    private static RawManifest manifest(MediaType type, Descriptor layer) {
      byte[] bytes = utf8(layer.toString());
      Descriptor descriptor = Descriptor.of(MediaType.OCI_MANIFEST, bytes);
      Descriptor subject = type == null ? null : signed().manifest().descriptor();
      return RawManifest.of(
          bytes,
          type == null ? descriptor : descriptor.withArtifactType(type),
          new ImageManifest(
              MediaType.OCI_MANIFEST,
              type,
              Descriptor.EMPTY_JSON,
              List.of(layer),
              subject,
              Map.of()));
    }

    @Override
    public List<Descriptor> referrers() {
      return referrers.stream().map(RawManifest::descriptor).toList();
    }

    @Override
    public Optional<RawManifest> tagged(String tag) {
      return tagged;
    }

    @Override
    public RawManifest manifest(Descriptor referrer) {
      return referrers.get(0);
    }

    @Override
    public byte[] blob(Descriptor blob, int limit) {
      return blobs.get(blob.digest());
    }
  }

  private static String envelope(String content, byte[] signature) {
    return "{\"mediaType\":\""
        + BUNDLE
        + "\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"\"}},\"dsseEnvelope\":{\"payload\":\""
        + base64(utf8(content))
        + "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"sig\":\""
        + base64(signature)
        + "\"}]}}";
  }

  @Test
  void brokenPolicyIsAConfigurationExceptionAndLetsNothingUnsignedPass() {
    PropertyRunner.check(
        "policy-json",
        300,
        chance -> {
          byte[] foreign = utf8(payload().replace("tool", "other"));
          Evidence evidence = new Stored(foreign, base64(new byte[70]), utf8("{}"));
          String text = chance.mutated(policy(), FRAGMENTS);
          try {
            Judgement judgement = PolicyFile.of("policy.json", text).judge(Reference.parse(NAME));
            if (judgement.needsSignatures()) {
              assertInstanceOf(Verdict.Refused.class, judgement.check(signed(), evidence));
            }
          } catch (IOException e) {
            // ConfigurationException or UntrustedException; a key may be a file that is missing.
          }
        });
  }

  @Test
  void brokenSignatureIsNeverAccepted() {
    PropertyRunner.check(
        "signatures",
        300,
        chance -> {
          byte[] payload = utf8(payload());
          byte[] changed = chance.mutated(payload, FRAGMENTS);
          String signature = base64(sign(payload));
          byte[] bundle = utf8(envelope(payload(), sign(payload)));
          Evidence evidence =
              new Stored(
                  changed,
                  chance.oneIn(2) ? signature : chance.mutated(signature, "=", "-", "_", "\n"),
                  chance.mutated(bundle, FRAGMENTS));
          Verdict verdict = KeyVerifier.of(TrustedKey.ofPem("key", pem)).verify(signed(), evidence);
          if (!Arrays.equals(payload, changed)) {
            assertFalse(verdict instanceof Verdict.Accepted, verdict::toString);
          }
        });
  }
}
