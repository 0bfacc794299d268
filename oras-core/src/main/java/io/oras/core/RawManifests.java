package io.oras.core;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.RawManifest;
import io.oras.core.json.JsonManifestCodec;

/** Manifests without a target: from bytes, and to bytes. */
public final class RawManifests {
  private static final ManifestCodec CODEC = new JsonManifestCodec();

  private RawManifests() {}

  /**
   * A manifest of these bytes, which stay as they are: its descriptor, by sha256, is what a
   * registry knows it by, and can be the {@linkplain io.oras.api.artifact.Artifact#withSubject
   * subject} of another.
   *
   * @param mediaType the type that the bytes came under
   * @throws InvalidManifestException naming the field, what was there and what was expected
   */
  public static RawManifest read(byte[] bytes, MediaType mediaType)
      throws InvalidManifestException {
    return new RawManifest(
        bytes, Descriptor.of(mediaType, bytes), CODEC.decode(bytes, mediaType).orElse(null));
  }

  /** The manifest as the {@code oras} command writes it: same input, same digest. */
  public static RawManifest write(Manifest manifest) {
    return CODEC.write(manifest);
  }
}
