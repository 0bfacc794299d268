package io.oras.trust;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signatures by cosign 3.1.3 with keys that nobody uses, and what they are about. */
final class Fixtures {
  static final String MANIFEST =
      "{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.image.manifest.v1+json\","
          + " \"config\": {\"mediaType\": \"application/vnd.oci.image.config.v1+json\", \"digest\":"
          + " \"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\", \"size\":"
          + " 2}, \"layers\": [{\"mediaType\": \"application/vnd.oci.image.layer.v1.tar\","
          + " \"digest\":"
          + " \"sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\","
          + " \"size\": 6}]}";
  static final String DIGEST =
      "sha256:9b625ebf3a1daccf64d14b37843acef4b17d6924034ff80a1ee195c369c9b3d7";
  static final String KEY =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE0fulBXAI0VKDH7I+UM78+nnBr75UB+YS3eHq5hDKSqI9Y7Ir9XrubmTvSQJah7n1xx0uz7rAZDqVY+iqCJmzvw==";
  static final String HINT = "V6UK+P+YKPzu6wiNx5AuUUzHdsl/l6eAzsLydvnMnGA=";
  static final String V3_PAYLOAD =
      "{\"_type\":\"https://in-toto.io/Statement/v1\","
          + " \"subject\":[{\"digest\":{\"sha256\":\"9b625ebf3a1daccf64d14b37843acef4b17d6924034ff80a1ee195c369c9b3d7\"},"
          + " \"annotations\":{}}], \"predicateType\":\"https://sigstore.dev/cosign/sign/v1\","
          + " \"predicate\":{}}";
  static final String V3_SIGNATURE =
      "MEYCIQCMmg6FVpekdJ9F+kqNR47jvGF6fX2k31ZF4GcT0pI1NAIhAKFVPjMWhDU8kft9dXdhAAVDuXbI06lxXnDQzOWvZUeK";
  static final String V2_CLAIM = "127.0.0.1:5811/demo/v2";
  static final String V2_SIGNATURE =
      "MEUCIQCuLwOqMtAT2XBi8iRSX7ccPkNl+SDVe6ZRD/vC+QUhoAIgH1yE/UKG7kfOdgPi96DzLwQtTPEpPzDT1694fykE/kQ=";
  static final String ED_KEY = "MCowBQYDK2VwAyEAR6IjBZ7Af9NJ2MuIvZz7LbmX4AWP+iFQ8VhEtfq54go=";
  static final String ED_CLAIM = "127.0.0.1:5811/demo/n-e-false";
  static final String ED_SIGNATURE =
      "RlPB7U+E/L+L+cKQ7etTSzugRkTKYySrpLozXzsDQcKGO2C5WjTiSMTJJ4NXY5r6loVfgoa02DuMZp9SXs9rCw==";

  private Fixtures() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String payload(String claim) {
    return "{\"critical\":{\"identity\":{\"docker-reference\":\""
        + claim
        + "\"},\"image\":{\"docker-manifest-digest\":\""
        + DIGEST
        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}";
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  static TrustedKey key(String name, String spki) {
    return TrustedKey.ofPem(name, pem("PUBLIC KEY", Base64.getDecoder().decode(spki)));
  }

  static Signed signed(String name) {
    byte[] bytes = utf8(MANIFEST);
    return new Signed(
        Reference.parse(name), RawManifest.of(bytes, Descriptor.of(MediaType.OCI_MANIFEST, bytes)));
  }

  static String bundle(String payload, String payloadType, String... signatures) {
    List<String> all = new ArrayList<>();
    for (String signature : signatures) {
      all.add("{\"sig\":\"" + signature + "\"}");
    }
    return bundle(
        "\"dsseEnvelope\":{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":[%s]}"
            .formatted(base64(utf8(payload)), payloadType, String.join(",", all)));
  }

  static String bundle(String content) {
    return ("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\","
            + "\"verificationMaterial\":{\"publicKey\":{\"hint\":\"%s\"}},%s}")
        .formatted(HINT, content);
  }

  /** What a repository has beside the artifact. */
  static final class Stored implements Evidence {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final Map<String, RawManifest> tags = new HashMap<>();
    private final Map<Digest, RawManifest> manifests = new HashMap<>();
    private final List<Descriptor> referrers = new ArrayList<>();

    private Descriptor blob(MediaType type, byte[] bytes) {
      Descriptor blob = Descriptor.of(type, bytes);
      blobs.put(blob.digest(), bytes);
      return blob;
    }

    private static RawManifest manifest(
        @Nullable MediaType type, List<Descriptor> layers, @Nullable Descriptor subject) {
      byte[] bytes = utf8(type + " " + layers + " " + subject);
      return RawManifest.of(
          bytes,
          Descriptor.of(MediaType.OCI_MANIFEST, bytes),
          new ImageManifest(
              MediaType.OCI_MANIFEST, type, Descriptor.EMPTY_JSON, layers, subject, Map.of()));
    }

    /** Stores layers of the signature tag, each with its type, payload and signature. */
    Stored tag(List<Descriptor> layers) {
      tags.put(SignatureTag.of(Digest.parse(DIGEST)), manifest(null, layers, null));
      return this;
    }

    Stored signature(byte[] payload, String signature) {
      return tag(
          List.of(layer("application/vnd.dev.cosign.simplesigning.v1+json", payload, signature)));
    }

    Descriptor layer(String type, byte[] payload, String signature) {
      return blob(new MediaType(type), payload)
          .withAnnotations(Map.of("dev.cosignproject.cosign/signature", signature));
    }

    Stored bundle(String json) {
      return bundle("application/vnd.dev.sigstore.bundle.v0.3+json", json, DIGEST);
    }

    Stored bundle(String listedType, String json, String subject) {
      Descriptor layer =
          blob(new MediaType("application/vnd.dev.sigstore.bundle.v0.3+json"), utf8(json));
      RawManifest manifest =
          manifest(
              layer.mediaType(),
              List.of(layer),
              Descriptor.of(MediaType.OCI_MANIFEST, Digest.parse(subject), MANIFEST.length()));
      manifests.put(manifest.digest(), manifest);
      referrers.add(manifest.descriptor().withArtifactType(MediaType.read(listedType)));
      return this;
    }

    @Override
    public List<Descriptor> referrers() {
      return referrers;
    }

    @Override
    public Optional<RawManifest> tagged(String tag) {
      return Optional.ofNullable(tags.get(tag));
    }

    @Override
    public RawManifest manifest(Descriptor referrer) {
      return manifests.get(referrer.digest());
    }

    @Override
    public byte[] blob(Descriptor blob, int limit) throws LimitExceededException {
      if (blob.size() > limit) {
        throw new LimitExceededException("too large");
      }
      return blobs.get(blob.digest());
    }
  }
}
