package io.oras.api.content;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import java.util.Optional;

/**
 * From a manifest's bytes to its parsed view, and back.
 *
 * <p>Thread safe. Core implements it; a store gets it from the {@link
 * io.oras.api.spi.StoreContext}.
 */
public interface ManifestCodec {
  /**
   * Parses what others wrote. Only the fields of a {@link Manifest} are read; media types are
   * opaque text, absent and null lists are empty, an optional field that is malformed counts as not
   * given.
   *
   * @param mediaType the type that the bytes came under
   * @return empty if no structure is known for that type
   * @throws InvalidManifestException naming the field, what was there and what was expected
   */
  Optional<Manifest> decode(byte[] bytes, MediaType mediaType) throws InvalidManifestException;

  /**
   * Writes an image manifest or an index as compact JSON in the field order of the {@code oras}
   * command: same input, same digest.
   *
   * @throws IllegalArgumentException if the document would violate the specification; the message
   *     names all violations. A media type that was made by {@link MediaType#read} is written as it
   *     is.
   */
  byte[] encode(Manifest manifest);

  /**
   * Verifies and parses. The descriptor of the result has the media type of the document if the
   * given one has none.
   *
   * @throws OrasException when the bytes are not those described, or no valid manifest
   */
  default RawManifest read(Descriptor descriptor, byte[] bytes) throws OrasException {
    VerifyingInputStream.verify(bytes, descriptor);
    RawManifest raw = RawManifest.of(bytes, descriptor);
    return decode(bytes, descriptor.mediaType()).map(raw::withView).orElse(raw);
  }

  /** Encodes a manifest; its descriptor carries artifact type and annotations of the manifest. */
  default RawManifest write(Manifest manifest) {
    byte[] bytes = encode(manifest);
    Descriptor descriptor =
        Descriptor.of(manifest.mediaType(), bytes)
            .withArtifactType(manifest.artifactType())
            .withAnnotations(manifest.annotations());
    return RawManifest.of(bytes, descriptor, manifest);
  }
}
