package io.oras.api.model;

import java.io.Serializable;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What some content is and how to know it again (image-spec v1.1.1, descriptor.md).
 *
 * <p>{@code equals} compares every field; content is the same when {@link #sameContent} says so.
 *
 * @param mediaType what it is
 * @param digest of its bytes
 * @param size in bytes, not negative
 * @param urls other places to fetch it from, as they stand in the document; checked when the
 *     descriptor is written, never used unless asked for
 * @param annotations sorted by key
 * @param data the content itself in padded base64, or null
 * @param platform what it runs on, or null
 * @param artifactType what kind of artifact it is, or null
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

  /** The empty JSON object, with its content (image-spec v1.1.1, manifest.md). */
  public static final Descriptor EMPTY_JSON =
      of(MediaType.OCI_EMPTY, new byte[] {'{', '}'}).withData("e30=");

  /**
   * Checks size and data, and copies the collections.
   *
   * @throws IllegalArgumentException naming what was given
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

  /** A descriptor with its three required fields. */
  public static Descriptor of(MediaType mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, List.of(), Map.of(), null, null, null);
  }

  /** The descriptor of these bytes, by sha256. */
  public static Descriptor of(MediaType mediaType, byte[] content) {
    return of(mediaType, Digest.of(content), content.length);
  }

  /** Whether both name the same bytes of the same type. */
  public boolean sameContent(Descriptor other) {
    return digest.equals(other.digest) && size == other.size && mediaType.equals(other.mediaType);
  }

  /** The required fields alone. */
  public Descriptor plain() {
    return of(mediaType, digest, size);
  }

  /** The content that came with the descriptor; not verified against the digest. */
  public Optional<byte[]> embedded() {
    return Optional.ofNullable(data).map(Base64.getDecoder()::decode);
  }

  /** The value of {@link Annotations#TITLE}, if there is one that is not empty. */
  public Optional<String> title() {
    return Optional.ofNullable(annotations.get(Annotations.TITLE)).filter(t -> !t.isEmpty());
  }

  /** Returns this descriptor with another media type. */
  public Descriptor withMediaType(MediaType replacement) {
    return new Descriptor(
        replacement, digest, size, urls, annotations, data, platform, artifactType);
  }

  /** This descriptor with other annotations. */
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

  /** This descriptor with other embedded content, in base64. */
  public Descriptor withData(@Nullable String replacement) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, replacement, platform, artifactType);
  }

  /** This descriptor with another platform. */
  public Descriptor withPlatform(@Nullable Platform replacement) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, replacement, artifactType);
  }

  /** This descriptor with another artifact type. */
  public Descriptor withArtifactType(@Nullable MediaType replacement) {
    return new Descriptor(mediaType, digest, size, urls, annotations, data, platform, replacement);
  }
}
