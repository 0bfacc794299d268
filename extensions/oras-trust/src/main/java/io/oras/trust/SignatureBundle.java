package io.oras.trust;

import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of cosign 3: Sigstore bundles that are referrers of the artifact (cosign
 * specs/BUNDLE_SPEC.md, sigstore_bundle.proto).
 */
final class SignatureBundle {
  static final String TYPE_PREFIX = "application/vnd.dev.sigstore.bundle";
  static final MediaType TYPE = new MediaType(TYPE_PREFIX + ".v0.3+json");
  static final String IN_TOTO = "application/vnd.in-toto+json";
  static final String STATEMENT = "https://in-toto.io/Statement/v1";
  static final String COSIGN_SIGN = "https://sigstore.dev/cosign/sign/v1";
  private static final Set<String> STATEMENTS =
      Set.of(STATEMENT, "https://in-toto.io/Statement/v0.1");

  private final Signed signed;
  private final Evidence evidence;
  private final Set<String> predicateTypes;
  private final LogKeys log;

  SignatureBundle(Signed signed, Evidence evidence, Set<String> predicateTypes, LogKeys log) {
    this.signed = signed;
    this.evidence = evidence;
    this.predicateTypes = predicateTypes;
    this.log = log;
  }

  /** Takes what is in a bundle. */
  @FunctionalInterface
  interface Reader {
    void read(String label, byte[] json) throws InvalidDocumentException;
  }

  /** Adds the signatures in bundles that refer to the artifact. */
  void find(Candidate.Found found) throws IOException {
    read(signed, evidence, (label, json) -> found.add(candidate(label, json)), found::refuse);
  }

  /**
   * Reads the bundles that refer to the artifact.
   *
   * @param refusals gets the label of a bundle that cannot be read, and the problem
   */
  static void read(
      Signed signed, Evidence evidence, Reader reader, BiConsumer<String, String> refusals)
      throws IOException {
    int number = 0;
    for (Descriptor referrer : possible(evidence.referrers())) {
      if (++number > KeyVerifier.MAX_SIGNATURES) {
        refusals.accept("bundle " + number, "is one too many; at most 100 are tried");
        return;
      }
      String label = "bundle " + referrer.digest();
      try {
        Descriptor bundle = bundle(evidence.manifest(referrer), signed.manifest().digest());
        if (bundle != null) {
          reader.read(label, evidence.blob(bundle, KeyVerifier.MAX_BYTES));
        }
      } catch (InvalidDocumentException e) {
        refusals.accept(label, e.text());
      } catch (IOException e) {
        KeyVerifier.rethrowIfStopped(e);
        refusals.accept(label, "cannot be read: " + e.getMessage());
      }
    }
  }

  /** Older versions of cosign list bundles as empty artifacts. */
  private static List<Descriptor> possible(List<Descriptor> referrers) {
    List<Descriptor> bundles = new ArrayList<>();
    List<Descriptor> others = new ArrayList<>();
    for (Descriptor referrer : referrers) {
      MediaType type = referrer.artifactType();
      if (type != null && type.toString().startsWith(TYPE_PREFIX)) {
        bundles.add(referrer);
      } else if (type == null || type.equals(MediaType.OCI_EMPTY) || type.toString().isEmpty()) {
        others.add(referrer);
      }
    }
    bundles.addAll(others);
    return bundles;
  }

  /** Returns the only layer, if the manifest is a bundle of the artifact; else null. */
  private static @Nullable Descriptor bundle(RawManifest referrer, Digest artifact)
      throws UnsupportedException {
    if (!referrer.isImage()) {
      return null;
    }
    ImageManifest image = referrer.image();
    Descriptor subject = image.subject();
    boolean ours =
        subject != null && subject.digest().equals(artifact) && image.layers().size() == 1;
    if (!ours) {
      return null;
    }
    Descriptor layer = image.layers().get(0);
    return layer.mediaType().toString().startsWith(TYPE_PREFIX) ? layer : null;
  }

  private Candidate candidate(String label, byte[] json) throws InvalidDocumentException {
    JsonNode bundle = JsonNode.parse(json);
    String type = bundle.get("mediaType").text();
    if (!type.startsWith(TYPE_PREFIX)) {
      throw new InvalidDocumentException("mediaType", "is '" + type + "', not that of a bundle");
    }
    JsonNode material = bundle.get("verificationMaterial");
    if (!material.has("publicKey")) {
      throw new InvalidDocumentException(
          "verificationMaterial", "has a certificate, which no key can verify");
    }
    boolean envelope = bundle.has("dsseEnvelope");
    if (envelope == bundle.has("messageSignature")) {
      throw new InvalidDocumentException(
          "", "has not exactly one of dsseEnvelope, messageSignature");
    }
    return envelope
        ? statement(label, bundle.get("dsseEnvelope"))
        : message(label, bundle.get("messageSignature"));
  }

  private Candidate statement(String label, JsonNode envelope) throws InvalidDocumentException {
    byte[] payload = envelope.get("payload").bytes();
    String payloadType = envelope.get("payloadType").text();
    List<JsonNode> signatures = envelope.get("signatures").elements();
    if (signatures.size() != 1) {
      throw new InvalidDocumentException(
          "dsseEnvelope", "has %s signatures, expected one".formatted(signatures.size()));
    }
    byte[] signature = signatures.get(0).get("sig").bytes();
    return new Candidate(
        label,
        preAuthenticationEncoding(payloadType, payload),
        signature,
        key -> {
          log.refuseBundles();
          return claim(signed.manifest().digest(), payloadType, payload, predicateTypes);
        });
  }

  /** DSSE protocol.md: lengths are of bytes. */
  static byte[] preAuthenticationEncoding(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(typeBytes);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /**
   * Returns the name that a statement gives to the artifact, or null.
   *
   * @throws InvalidDocumentException if the statement is not about the artifact
   */
  static @Nullable String claim(
      Digest digest, String payloadType, byte[] payload, Set<String> predicateTypes)
      throws InvalidDocumentException {
    if (!payloadType.equals(IN_TOTO)) {
      throw new InvalidDocumentException(
          "payloadType", "is '" + payloadType + "', expected " + IN_TOTO);
    }
    JsonNode statement = JsonNode.parse(payload);
    String type = statement.get("_type").text();
    if (!STATEMENTS.contains(type)) {
      throw new InvalidDocumentException("_type", "is '" + type + "', not an in-toto statement");
    }
    String predicateType = statement.get("predicateType").text();
    if (!predicateTypes.contains(predicateType)) {
      throw new InvalidDocumentException(
          "predicateType", "is '%s', expected %s".formatted(predicateType, predicateTypes));
    }
    for (JsonNode subject : statement.get("subject").elements()) {
      JsonNode digests = subject.get("digest");
      if (digests.has(digest.algorithm())
          && digests.get(digest.algorithm()).text().equals(digest.encoded())) {
        String name = subject.optionalText("name");
        return isRepository(name) ? name : null;
      }
    }
    throw new InvalidDocumentException("", "is a signature of another manifest");
  }

  private static boolean isRepository(@Nullable String name) {
    try {
      return name != null && !RepositoryName.parse(name).path().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Candidate message(String label, JsonNode message) throws InvalidDocumentException {
    byte[] manifest = signed.manifest().bytes();
    byte[] signature = message.get("signature").bytes();
    if (message.has("messageDigest")) {
      JsonNode digest = message.get("messageDigest");
      byte[] expected = DigestAlgorithm.SHA256.newMessageDigest().digest(manifest);
      if (!digest.get("algorithm").text().equals("SHA2_256")
          || !Arrays.equals(digest.get("digest").bytes(), expected)) {
        throw new InvalidDocumentException("", "is a signature of another manifest");
      }
    }
    return new Candidate(
        label,
        manifest,
        signature,
        key -> {
          log.refuseBundles();
          return null;
        });
  }
}
