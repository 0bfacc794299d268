package io.oras.api.model;

import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type.
 *
 * <p>The constructor is for types to write: it accepts only {@code type/subtype} without parameters
 * (RFC 6838 section 4.2). {@link #read} is for types in existing documents: it accepts any text.
 * Two media types are equal if their texts are equal.
 *
 * <p>Immutable and thread safe.
 */
public final class MediaType implements Comparable<MediaType>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";
  private static final Pattern GRAMMAR = Pattern.compile(NAME + "/" + NAME);

  /** An OCI image manifest. */
  public static final MediaType OCI_MANIFEST =
      new MediaType("application/vnd.oci.image.manifest.v1+json");

  /** An OCI image index. */
  public static final MediaType OCI_INDEX =
      new MediaType("application/vnd.oci.image.index.v1+json");

  /** A Docker image manifest, version 2 schema 2. */
  public static final MediaType DOCKER_MANIFEST =
      new MediaType("application/vnd.docker.distribution.manifest.v2+json");

  /**
   * An OCI artifact manifest. Image-spec v1.1.0-rc2 defined the type and the final version does not
   * have it; registries still hold such manifests, and they are read and copied.
   */
  public static final MediaType OCI_ARTIFACT_MANIFEST =
      new MediaType("application/vnd.oci.artifact.manifest.v1+json");

  /** A Docker manifest list. */
  public static final MediaType DOCKER_MANIFEST_LIST =
      new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");

  /** An OCI image configuration. */
  public static final MediaType OCI_CONFIG =
      new MediaType("application/vnd.oci.image.config.v1+json");

  /** A Docker image configuration. */
  public static final MediaType DOCKER_CONFIG =
      new MediaType("application/vnd.docker.container.image.v1+json");

  /** The empty JSON object, <code>{}</code>. */
  public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

  /** A layer that is a tar archive; the default for files, as in the {@code oras} command. */
  public static final MediaType OCI_LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");

  /** A layer that is a gzip-compressed tar archive; the default for folders. */
  public static final MediaType OCI_LAYER_GZIP =
      new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");

  /** A layer that is a zstd-compressed tar archive. */
  public static final MediaType OCI_LAYER_ZSTD =
      new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");

  /** Content of an unknown type. */
  public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream");

  /** The artifact type of an artifact without a given type, as in the {@code oras} command. */
  public static final MediaType UNKNOWN_ARTIFACT =
      new MediaType("application/vnd.unknown.artifact.v1");

  /** The config type of a v1.0 artifact without a given type, as in the {@code oras} command. */
  public static final MediaType UNKNOWN_CONFIG =
      new MediaType("application/vnd.unknown.config.v1+json");

  /** An index lists blobs only in the caches of BuildKit: layers, and this config of the cache. */
  private static final Set<MediaType> BLOBS =
      Set.of(
          OCI_CONFIG,
          DOCKER_CONFIG,
          OCI_EMPTY,
          new MediaType("application/vnd.buildkit.cacheconfig.v0"));

  private static final Set<MediaType> NON_DISTRIBUTABLE =
      Set.of(
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar"),
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd"),
          new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"));

  private final String value;

  /**
   * Creates a media type to be written.
   *
   * @param value {@code type/subtype}, each at most 127 characters
   * @throws IllegalArgumentException if the text is anything else; the message contains the text
   */
  public MediaType(String value) {
    this(value, true);
  }

  private MediaType(String value, boolean strict) {
    if (strict && !GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a media type is type/subtype without parameters, such as application/json, got '"
              + value
              + "'");
    }
    this.value = value;
  }

  /**
   * Returns a media type of an existing document. Any text is accepted and kept unchanged, with
   * parameters, spaces and letter case. The empty text means that no type is given.
   *
   * <p>Use this method also to write a type that does not match the grammar.
   */
  public static MediaType read(String text) {
    return new MediaType(text, false);
  }

  /** Returns the text; empty if no type is given. */
  public String value() {
    return value;
  }

  /** Returns whether no type is given: the text is empty. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /**
   * Returns the text for a {@code Content-Type} header: {@code application/octet-stream} if no type
   * is given or if the text has characters that no header may have.
   */
  public String headerValue() {
    boolean sendable = !value.isBlank() && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    return sendable ? value : OCTET_STREAM.value;
  }

  /** Returns whether this is the type of an OCI or Docker image manifest. */
  public boolean isImageManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  /** Returns whether this is the type of an OCI image index or a Docker manifest list. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_MANIFEST_LIST);
  }

  /**
   * Returns whether content of this type is always a manifest. Content of another type may be one
   * too: what a tag, an entry of an index, a referrers list or a {@code subject} refers to is a
   * manifest of whatever type.
   */
  public boolean isManifest() {
    return isImageManifest() || isIndex() || equals(OCI_ARTIFACT_MANIFEST);
  }

  /** Returns whether content of this type is always a blob: a layer or a config of an image. */
  public boolean isBlob() {
    return BLOBS.contains(this)
        || value.startsWith("application/vnd.oci.image.layer.")
        || value.startsWith("application/vnd.docker.image.rootfs.");
  }

  /**
   * Returns whether this is the type of a layer that should not be uploaded (image-spec v1.1.1,
   * layer.md).
   */
  public boolean isNonDistributable() {
    return NON_DISTRIBUTABLE.contains(this);
  }

  @Override
  public int compareTo(MediaType other) {
    return value.compareTo(other.value);
  }

  // By hand: the generated methods are built when first called, which a command's start would feel.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return value;
  }
}
