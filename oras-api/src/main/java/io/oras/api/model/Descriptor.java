package io.oras.api.model;

import java.io.Serializable;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description of a blob or a manifest: media type, digest and size (image-spec v1.1.1,
 * descriptor.md). With a descriptor, content can be fetched and verified.
 *
 * <p>{@code equals} compares all fields. {@link #sameContent} compares only the required fields.
 * Immutable and thread safe.
 *
 * @param mediaType the media type of the content
 * @param digest the digest of the content
 * @param size the size of the content in bytes, not negative
 * @param urls other URLs of the content, as in the document; the library does not request these
 *     URLs
 * @param annotations the annotations, sorted by key
 * @param data the content itself in base64 with padding, or null
 * @param platform the platform that the content is for, or null
 * @param artifactType the type of the artifact, or null
 */
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    List<String> urls,
    Map<String, String> annotations,
    @Nullable String data,
    @Nullable Platform platform,
    @Nullable MediaType artifactType)
    implements Serializable {

  /**
   * The descriptor of the empty JSON object, with the object as embedded content (image-spec
   * v1.1.1, manifest.md).
   */
  public static final Descriptor EMPTY_JSON =
      of(MediaType.OCI_EMPTY, new byte[] {'{', '}'}).withData("e30=");

  /**
   * Creates a descriptor. The collections are copied.
   *
   * @throws IllegalArgumentException if the size is negative, or if the data is not base64 of that
   *     size
   */
  public Descriptor {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(digest, "digest");
    if (size < 0) {
      throw new IllegalArgumentException("a descriptor's size is not negative, got " + size);
    }
    urls = List.copyOf(urls);
    annotations = Annotations.copyOf(annotations);
    if (data != null) {
      checkData(data, size);
    }
  }

  private static void checkData(String data, long size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a descriptor's data is not base64 (RFC 4648)", e);
    }
    if (data.length() % 4 != 0) {
      throw new IllegalArgumentException("a descriptor's data is base64 without its padding");
    }
    if (bytes.length != size) {
      throw new IllegalArgumentException(
          "a descriptor's data has " + bytes.length + " bytes, its size says " + size);
    }
  }

  /** Returns a descriptor with the three required fields. */
  public static Descriptor of(MediaType mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, List.of(), Map.of(), null, null, null);
  }

  /** Returns the descriptor of these bytes, with their sha256 digest. */
  public static Descriptor of(MediaType mediaType, byte[] content) {
    return of(mediaType, Digest.of(content), content.length);
  }

  /** Returns whether the other descriptor has the same media type, digest and size. */
  public boolean sameContent(Descriptor other) {
    return digest.equals(other.digest) && size == other.size && mediaType.equals(other.mediaType);
  }

  /** Returns this descriptor with only the three required fields. */
  public Descriptor plain() {
    return of(mediaType, digest, size);
  }

  /** Returns the content that is embedded in the descriptor, without verifying the digest. */
  public Optional<byte[]> embedded() {
    return Optional.ofNullable(data).map(Base64.getDecoder()::decode);
  }

  /**
   * Returns the value of the annotation {@link Annotations#TITLE}, if it exists and is not empty.
   */
  public Optional<String> title() {
    return Optional.ofNullable(annotations.get(Annotations.TITLE)).filter(t -> !t.isEmpty());
  }

  /** Returns this descriptor with another media type. */
  public Descriptor withMediaType(MediaType replacement) {
    return new Descriptor(
        replacement, digest, size, urls, annotations, data, platform, artifactType);
  }

  /** Returns this descriptor with these annotations instead of all others. */
  public Descriptor withAnnotations(Map<String, String> replacement) {
    return new Descriptor(mediaType, digest, size, urls, replacement, data, platform, artifactType);
  }

  /**
   * Returns this descriptor with one more annotation, which replaces an earlier one of the same
   * key.
   */
  public Descriptor withAnnotation(String key, String value) {
    return withAnnotations(Annotations.with(annotations, key, value));
  }

  /**
   * Returns this descriptor with other embedded content in base64, or without embedded content if
   * {@code replacement} is null.
   */
  public Descriptor withData(@Nullable String replacement) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, replacement, platform, artifactType);
  }

  /**
   * Returns this descriptor with another platform, or without a platform if {@code replacement} is
   * null.
   */
  public Descriptor withPlatform(@Nullable Platform replacement) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, replacement, artifactType);
  }

  /**
   * Returns this descriptor with another artifact type, or without one if {@code replacement} is
   * null.
   */
  public Descriptor withArtifactType(@Nullable MediaType replacement) {
    return new Descriptor(mediaType, digest, size, urls, annotations, data, platform, replacement);
  }
}
