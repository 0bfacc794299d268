package io.oras.api.model;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type without parameters (RFC 6838 section 4.2).
 *
 * @param value {@code type/subtype}, each at most 127 characters
 */
public record MediaType(String value) implements Comparable<MediaType>, Serializable {
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

  /** A layer that is a tar, the {@code oras} command's default for files. */
  public static final MediaType OCI_LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");

  /** A layer that is a gzip-compressed tar, the default for folders. */
  public static final MediaType OCI_LAYER_GZIP =
      new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");

  /** A layer that is a zstd-compressed tar. */
  public static final MediaType OCI_LAYER_ZSTD =
      new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");

  /** Bytes about which nothing is known. */
  public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream");

  /** The artifact type of an artifact that has been given none, as in the {@code oras} command. */
  public static final MediaType UNKNOWN_ARTIFACT =
      new MediaType("application/vnd.unknown.artifact.v1");

  /**
   * The config type of a v1.0 artifact that has been given none, as in the {@code oras} command.
   */
  public static final MediaType UNKNOWN_CONFIG =
      new MediaType("application/vnd.unknown.config.v1+json");

  private static final Set<MediaType> NON_DISTRIBUTABLE =
      Set.of(
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar"),
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
          new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd"),
          new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"));

  /**
   * Checks the grammar.
   *
   * @throws IllegalArgumentException naming what was given
   */
  public MediaType {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a media type is type/subtype without parameters, such as application/json, got '"
              + value
              + "'");
    }
  }

  /**
   * The media type of a {@code Content-Type} header: parameters dropped, letters in lower case.
   *
   * @throws IllegalArgumentException when there is none in it
   */
  public static MediaType ofContentType(String header) {
    int semicolon = header.indexOf(';');
    String bare = semicolon < 0 ? header : header.substring(0, semicolon);
    return new MediaType(bare.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether this is an image manifest of OCI or Docker. */
  public boolean isImageManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  /** Whether this is an image index of OCI or a manifest list of Docker. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_MANIFEST_LIST);
  }

  /** Whether content of this type is a manifest: it goes to and comes from manifest endpoints. */
  public boolean isManifest() {
    return isImageManifest() || isIndex();
  }

  /** Whether this is a layer that should not be uploaded (image-spec v1.1.1, layer.md). */
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

  /** The text, {@code type/subtype}. */
  @Override
  public String toString() {
    return value;
  }
}
