package io.oras.api.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it was read or will be written: its exact bytes, their descriptor, and the parsed
 * view. The bytes are never serialised again, so digests survive every road.
 *
 * <p>Immutable and thread safe. Two are equal when their descriptors name the same content.
 */
public final class RawManifest {
  private final byte[] bytes;
  private final Descriptor descriptor;
  private final @Nullable Manifest manifest;

  /**
   * Puts together what belongs together; whoever calls has decoded {@code manifest} from {@code
   * bytes} and verified them.
   *
   * @param manifest null for a media type of which this library knows no structure, and for a
   *     document that cannot be parsed
   * @throws IllegalArgumentException when the size or the media type disagree
   */
  public RawManifest(byte[] bytes, Descriptor descriptor, @Nullable Manifest manifest) {
    if (bytes.length != descriptor.size()
        || (manifest != null && !manifest.mediaType().equals(descriptor.mediaType()))) {
      throw new IllegalArgumentException(
          "a descriptor of %s bytes of %s does not describe %s bytes of %s"
              .formatted(
                  descriptor.size(),
                  descriptor.mediaType(),
                  bytes.length,
                  manifest == null ? "another type" : manifest.mediaType()));
    }
    this.bytes = bytes.clone();
    this.descriptor = descriptor;
    this.manifest = manifest;
  }

  /** A copy of the exact bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The descriptor of {@link #bytes}. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Returns the parsed view of {@link #bytes}; empty for a type of which no structure is known, and
   * for a document that was fetched and cannot be parsed.
   */
  public Optional<Manifest> manifest() {
    return Optional.ofNullable(manifest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawManifest that && descriptor.sameContent(that.descriptor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(descriptor.digest(), descriptor.size());
  }

  @Override
  public String toString() {
    return descriptor.mediaType() + " " + descriptor.digest();
  }
}
