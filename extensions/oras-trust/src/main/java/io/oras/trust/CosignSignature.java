package io.oras.trust;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.Target;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.ArtifactSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes signatures that {@code cosign verify --key} accepts, without an entry in a transparency
 * log.
 *
 * <pre>{@code
 * ArtifactSigner signer = KeySigner.read(Path.of("release.key"));
 * String digest = oras.resolve("registry.example/app:v1").digest().toString();
 * oras.attach("registry.example/app@" + digest, CosignSignature.bundle(Digest.parse(digest), signer));
 * }</pre>
 */
public final class CosignSignature {
  /** The limit of registries for a manifest (distribution-spec v1.1.1, "Pushing Manifests"). */
  private static final int MAX_MANIFEST_BYTES = 4 << 20;

  private static final String CONTENT = "dev.sigstore.bundle.content";
  private static final String PREDICATE_TYPE = "dev.sigstore.bundle.predicateType";

  private CosignSignature() {}

  /**
   * Returns a signature in the format of cosign 3: a Sigstore bundle. Attach the bundle to the
   * manifest.
   *
   * @param subject the digest of the manifest
   * @throws IOException if the signer fails, or its signature is not valid for its public key
   */
  public static Artifact bundle(Digest subject, ArtifactSigner signer) throws IOException {
    byte[] statement =
        ("{\"_type\":\"%s\",\"subject\":[{\"digest\":{\"%s\":\"%s\"}}],"
                + "\"predicateType\":\"%s\",\"predicate\":{}}")
            .formatted(
                SignatureBundle.STATEMENT,
                subject.algorithm(),
                subject.encoded(),
                SignatureBundle.COSIGN_SIGN)
            .getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        signed(
            signer, SignatureBundle.preAuthenticationEncoding(SignatureBundle.IN_TOTO, statement));
    String hint = signer.publicKey().map(key -> "\"hint\":\"%s\"".formatted(hint(key))).orElse("");
    String bundle =
        ("{\"mediaType\":\"%s\",\"verificationMaterial\":{\"publicKey\":{%s}},"
                + "\"dsseEnvelope\":{\"payload\":\"%s\",\"payloadType\":\"%s\","
                + "\"signatures\":[{\"sig\":\"%s\"}]}}")
            .formatted(
                SignatureBundle.TYPE,
                hint,
                Encoding.base64(statement),
                SignatureBundle.IN_TOTO,
                Encoding.base64(signature));
    return Artifact.of(
            SignatureBundle.TYPE,
            Layer.ofBytes(bundle.getBytes(StandardCharsets.UTF_8))
                .withMediaType(SignatureBundle.TYPE))
        .withAnnotation(CONTENT, "dsse-envelope")
        .withAnnotation(PREDICATE_TYPE, SignatureBundle.COSIGN_SIGN);
  }

  /**
   * Returns the tag for signatures as cosign 2 makes them, {@code sha256-<hex>.sig}.
   *
   * @param subject the digest of the manifest
   */
  public static String tag(Digest subject) {
    return SignatureTag.of(subject);
  }

  /**
   * Returns a signature as cosign 2 makes it, for podman and skopeo, which do not read bundles.
   * Push the artifact under {@link #tag}. The artifact includes the signatures that the tag already
   * has. Two programs that sign at the same time may lose one of the signatures: read the tag again
   * afterwards.
   *
   * @param subject the digest of the manifest
   * @param claim the name that the signature gives to the artifact
   * @param repository the repository of the manifest
   * @throws IOException if the signer fails, or the signatures there cannot be read
   * @throws io.oras.api.error.LimitExceededException if the manifest of the signatures there has
   *     more than 4 MiB
   */
  public static Artifact tagged(
      Digest subject, RepositoryName claim, ArtifactSigner signer, Target repository)
      throws IOException {
    byte[] payload =
        ("{\"critical\":{\"identity\":{\"docker-reference\":\"%s\"},"
                + "\"image\":{\"docker-manifest-digest\":\"%s\"},\"type\":\"%s\"},"
                + "\"optional\":null}")
            .formatted(claim, subject, SignatureTag.TYPE)
            .getBytes(StandardCharsets.UTF_8);
    List<Layer> layers = new ArrayList<>();
    List<Digest> digests = new ArrayList<>();
    for (Descriptor layer : existing(tag(subject), repository)) {
      layers.add(
          Layer.of(repository.source(layer))
              .withMediaType(layer.mediaType())
              .withAnnotations(layer.annotations()));
      digests.add(layer.digest());
    }
    layers.add(
        Layer.ofBytes(payload)
            .withMediaType(SignatureTag.PAYLOAD)
            .withAnnotation(SignatureTag.SIGNATURE, Encoding.base64(signed(signer, payload))));
    digests.add(Digest.of(payload));
    String config =
        ("{\"architecture\":\"\",\"config\":{},\"os\":\"\","
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}")
            .formatted(
                digests.stream()
                    .map(digest -> "\"" + digest + "\"")
                    .collect(Collectors.joining(",")));
    return Artifact.of(layers.toArray(Layer[]::new))
        .withConfig(
            Layer.ofBytes(config.getBytes(StandardCharsets.UTF_8))
                .withMediaType(MediaType.OCI_CONFIG));
  }

  private static List<Descriptor> existing(String tag, Target repository) throws IOException {
    Descriptor manifest;
    try {
      manifest = repository.resolve(tag);
    } catch (NotFoundException e) {
      return List.of();
    }
    byte[] signatures =
        VerifyingInputStream.readAll(
            descriptor -> repository.fetchManifest(descriptor), manifest, MAX_MANIFEST_BYTES);
    try {
      List<Descriptor> layers = new ArrayList<>();
      for (JsonNode layer : JsonNode.parse(signatures).get("layers").elements()) {
        layers.add(descriptor(layer));
      }
      return layers;
    } catch (InvalidDocumentException e) {
      throw new IOException(tag + " " + e.text(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(tag + " has an invalid layer: " + e.getMessage(), e);
    }
  }

  private static Descriptor descriptor(JsonNode node) throws InvalidDocumentException {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (node.has("annotations")) {
      JsonNode all = node.get("annotations");
      for (String name : all.names()) {
        annotations.put(name, all.get(name).text());
      }
    }
    return Descriptor.of(
            MediaType.read(node.get("mediaType").text()),
            Digest.parse(node.get("digest").text()),
            node.get("size").integer())
        .withAnnotations(annotations);
  }

  /** Signs, and verifies with the public key if it is known. */
  private static byte[] signed(ArtifactSigner signer, byte[] message) throws IOException {
    byte[] signature = signer.sign(message);
    Optional<PublicKey> key = signer.publicKey();
    if (key.isPresent()
        && !TrustedKey.of("the signer's key", key.get()).verifies(message, signature)) {
      throw new IOException("the signature is not valid for the signer's public key");
    }
    return signature;
  }

  /** Names the key as cosign does; a hint proves nothing. */
  private static String hint(PublicKey key) {
    return Encoding.base64(DigestAlgorithm.SHA256.newMessageDigest().digest(key.getEncoded()));
  }
}
