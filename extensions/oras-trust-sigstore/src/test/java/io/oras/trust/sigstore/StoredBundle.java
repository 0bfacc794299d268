package io.oras.trust.sigstore;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.Signed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An artifact with one bundle. */
record StoredBundle(String json, Digest digest) implements Evidence {
  private static final MediaType BUNDLE =
      new MediaType("application/vnd.dev.sigstore.bundle.v0.3+json");

  private Descriptor layer() {
    return Descriptor.of(BUNDLE, json.getBytes(StandardCharsets.UTF_8));
  }

  Signed signed() {
    return new Signed(
        Reference.parse("registry.test/app:v1"),
        RawManifest.of(new byte[] {1}, Descriptor.of(MediaType.OCI_MANIFEST, digest, 1)));
  }

  @Override
  public List<Descriptor> referrers() {
    return List.of(manifest(null).descriptor().withArtifactType(BUNDLE));
  }

  @Override
  public Optional<RawManifest> tagged(String tag) {
    return Optional.empty();
  }

  @Override
  public RawManifest manifest(Descriptor referrer) {
    byte[] bytes = {2};
    return RawManifest.of(
        bytes,
        Descriptor.of(MediaType.OCI_MANIFEST, bytes),
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            BUNDLE,
            Descriptor.EMPTY_JSON,
            List.of(layer()),
            Descriptor.of(MediaType.OCI_MANIFEST, digest, 1),
            Map.of()));
  }

  @Override
  public byte[] blob(Descriptor blob, int limit) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
