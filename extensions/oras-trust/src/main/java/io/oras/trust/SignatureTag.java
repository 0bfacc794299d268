package io.oras.trust;

import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of cosign 1 and 2: layers of the manifest with the tag {@code sha256-<hex>.sig}
 * (cosign specs/SIGNATURE_SPEC.md).
 */
final class SignatureTag {
  static final MediaType PAYLOAD =
      new MediaType("application/vnd.dev.cosign.simplesigning.v1+json");
  static final String SIGNATURE = "dev.cosignproject.cosign/signature";
  static final String TYPE = "cosign container image signature";
  private static final String LOG_ENTRY = "dev.sigstore.cosign/bundle";

  private SignatureTag() {}

  /** Returns the tag under which signatures of the manifest with this digest are. */
  static String of(Digest digest) {
    return digest.algorithm() + "-" + digest.encoded() + ".sig";
  }

  /** Adds the signatures under the tag; the tag is read once. */
  static void find(Signed signed, Evidence evidence, LogKeys log, Candidate.Found found)
      throws IOException {
    Digest digest = signed.manifest().digest();
    String tag = of(digest);
    Optional<RawManifest> manifest = evidence.tagged(tag);
    if (manifest.isEmpty()) {
      return;
    }
    List<Descriptor> layers;
    try {
      layers = manifest.get().layers();
    } catch (UnsupportedException e) {
      found.refuse(tag, "is not an image manifest");
      return;
    }
    int number = 0;
    for (Descriptor layer : layers) {
      number++;
      String label = "%s signature %s".formatted(tag, number);
      if (number > KeyVerifier.MAX_SIGNATURES) {
        found.refuse(label, "is one too many; at most 100 are tried");
        return;
      }
      if (!layer.mediaType().equals(PAYLOAD)) {
        found.refuse(
            label, "has the media type %s, expected %s".formatted(layer.mediaType(), PAYLOAD));
        continue;
      }
      try {
        found.add(candidate(label, layer, digest, evidence, log));
      } catch (InvalidDocumentException e) {
        found.refuse(label, e.text());
      } catch (IOException e) {
        KeyVerifier.rethrowIfStopped(e);
        found.refuse(label, "cannot be read: " + e.getMessage());
      }
    }
  }

  private static Candidate candidate(
      String label, Descriptor layer, Digest digest, Evidence evidence, LogKeys log)
      throws IOException, InvalidDocumentException {
    String signature = layer.annotations().get(SIGNATURE);
    if (signature == null) {
      throw new InvalidDocumentException("", "has no annotation " + SIGNATURE);
    }
    byte[] payload = evidence.blob(layer, KeyVerifier.MAX_BYTES);
    byte[] bytes = Encoding.base64(signature, "annotation " + SIGNATURE);
    String entry = layer.annotations().get(LOG_ENTRY);
    return new Candidate(
        label,
        payload,
        bytes,
        key -> {
          String claim = claim(payload, digest);
          log.require(entry, payload, bytes, key);
          return claim;
        });
  }

  /** Read after the signature has been verified, so that nobody else chooses what is parsed. */
  private static @Nullable String claim(byte[] payload, Digest digest)
      throws InvalidDocumentException {
    JsonNode critical = JsonNode.parse(payload).only("critical", "optional").get("critical");
    critical.only("identity", "image", "type");
    if (!critical.get("type").text().equals(TYPE)) {
      throw new InvalidDocumentException("critical.type", "is not '" + TYPE + "'");
    }
    String signedDigest =
        critical.get("image").only("docker-manifest-digest").get("docker-manifest-digest").text();
    if (!signedDigest.equals(digest.toString())) {
      throw new InvalidDocumentException("", "is a signature of another manifest, " + signedDigest);
    }
    String claim = critical.get("identity").only("docker-reference").get("docker-reference").text();
    return claim.isEmpty() ? null : claim;
  }
}
