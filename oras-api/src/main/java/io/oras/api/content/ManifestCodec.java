package io.oras.api.content;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import java.util.Optional;

/**
 * Parses and writes manifests.
 *
 * <p>Thread safe. The library implements this interface; a store gets a codec from the {@link
 * io.oras.api.spi.StoreContext}.
 */
public interface ManifestCodec {
  /**
   * Parses a manifest leniently. Only the fields of a {@link Manifest} are read. Media types are
   * opaque text, absent and null lists are empty, and a malformed optional field counts as not
   * given.
   *
   * @param mediaType the media type of the bytes, from the response or the descriptor
   * @return the manifest; empty if the structure of this type is unknown
   * @throws InvalidManifestException if a field is invalid; the message names the field, the value
   *     and the expected value
   */
  Optional<Manifest> decode(byte[] bytes, MediaType mediaType) throws InvalidManifestException;

  /**
   * Writes an image manifest or an index as compact JSON, with the field order of the {@code oras}
   * command: the same input gives the same digest. A media type from {@link MediaType#read} is
   * written unchanged.
   *
   * @throws IllegalArgumentException if the document violates the specification; the message names
   *     all violations
   */
  byte[] encode(Manifest manifest);

  /**
   * Verifies and parses a manifest. If the given descriptor has no media type, the result has the
   * media type of the document.
   *
   * @throws OrasException if the bytes do not match the descriptor, or are not a valid manifest
   */
  default RawManifest read(Descriptor descriptor, byte[] bytes) throws OrasException {
    VerifyingInputStream.verify(bytes, descriptor);
    RawManifest raw = RawManifest.of(bytes, descriptor);
    return decode(bytes, descriptor.mediaType()).map(raw::withView).orElse(raw);
  }

  /**
   * Writes a manifest. The descriptor of the result has the artifact type and the annotations of
   * the manifest.
   */
  default RawManifest write(Manifest manifest) {
    byte[] bytes = encode(manifest);
    Descriptor descriptor =
        Descriptor.of(manifest.mediaType(), bytes)
            .withArtifactType(manifest.artifactType())
            .withAnnotations(manifest.annotations());
    return RawManifest.of(bytes, descriptor, manifest);
  }
}
