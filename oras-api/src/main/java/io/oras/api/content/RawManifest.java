package io.oras.api.content;

import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest or an index as it was read or will be written: the exact bytes, their descriptor and,
 * if the document could be parsed, a typed view. The bytes are never serialised again, so the
 * digest stays the same wherever the document is copied to.
 *
 * <pre>{@code
 * RawManifest manifest = oras.fetch("localhost:5000/hello:v1");
 * manifest.layers().forEach(layer -> System.out.println(layer.digest()));
 * }</pre>
 *
 * <p>Immutable and thread safe. Two are equal if their descriptors name the same content.
 */
public final class RawManifest {
  private final byte[] bytes;
  private final Descriptor descriptor;
  private final @Nullable Manifest view;

  private RawManifest(byte[] bytes, Descriptor descriptor, @Nullable Manifest view) {
    if (bytes.length != descriptor.size()
        || (view != null && !view.mediaType().equals(descriptor.mediaType()))) {
      throw new IllegalArgumentException(
          "a descriptor of %s bytes of %s does not describe %s bytes of %s"
              .formatted(
                  descriptor.size(),
                  descriptor.mediaType(),
                  bytes.length,
                  view == null ? "another type" : view.mediaType()));
    }
    this.bytes = bytes;
    this.descriptor = descriptor;
    this.view = view;
  }

  /**
   * Returns a document without a view, for a document that cannot be parsed or whose type is
   * unknown.
   *
   * @param bytes the bytes, which the caller has verified; copied
   * @throws IllegalArgumentException if the size differs from the descriptor
   */
  public static RawManifest of(byte[] bytes, Descriptor descriptor) {
    return new RawManifest(bytes.clone(), descriptor, null);
  }

  /**
   * Returns a document with its view.
   *
   * @param bytes the bytes, which the caller has verified; copied
   * @param view the fields that were parsed from the bytes
   * @throws IllegalArgumentException if the size or the media type differs from the descriptor
   */
  public static RawManifest of(byte[] bytes, Descriptor descriptor, Manifest view) {
    return of(bytes, descriptor).withView(view);
  }

  /**
   * Returns this document with a view.
   *
   * @throws IllegalArgumentException if the media type of the view is not that of the descriptor
   */
  public RawManifest withView(Manifest replacement) {
    return new RawManifest(bytes, descriptor, Objects.requireNonNull(replacement, "view"));
  }

  /** Returns a copy of the exact bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes as text, which is JSON. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the descriptor of the bytes. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** Returns the digest of the bytes. */
  public Digest digest() {
    return descriptor.digest();
  }

  /**
   * Returns the parsed view of the bytes; empty if the bytes cannot be parsed or no structure is
   * known for the type.
   */
  public Optional<Manifest> view() {
    return Optional.ofNullable(view);
  }

  /** Returns whether this is an image manifest, that is a document with layers. */
  public boolean isImage() {
    return view instanceof ImageManifest;
  }

  /** Returns whether this is an index, that is a list of manifests. */
  public boolean isIndex() {
    return view instanceof ImageIndex;
  }

  /**
   * Returns the image manifest.
   *
   * @throws UnsupportedException if this is an index, or has no view
   */
  public ImageManifest image() throws UnsupportedException {
    if (view instanceof ImageManifest image) {
      return image;
    }
    throw new UnsupportedException(this + " is " + kind() + ", not an image manifest");
  }

  /**
   * Returns the index.
   *
   * @throws UnsupportedException if this is an image manifest, or has no view
   */
  public ImageIndex index() throws UnsupportedException {
    if (view instanceof ImageIndex index) {
      return index;
    }
    throw new UnsupportedException(this + " is " + kind() + ", not an index");
  }

  private String kind() {
    if (view == null) {
      return "a document that cannot be read as a manifest";
    }
    return isIndex() ? "an index" : "an image manifest";
  }

  /**
   * Returns the layers of the image manifest, in order.
   *
   * @throws UnsupportedException if this is an index, or has no view
   */
  public List<Descriptor> layers() throws UnsupportedException {
    return image().layers();
  }

  /** Returns the annotations; none if there is no view. */
  public Map<String, String> annotations() {
    return view == null ? Map.of() : view.annotations();
  }

  /**
   * Returns the artifact type, or the media type of the config if there is no artifact type
   * (distribution-spec v1.1.1, "Listing Referrers"). The result is empty if there is no view.
   */
  public Optional<MediaType> artifactType() {
    return view().flatMap(Manifest::effectiveArtifactType);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawManifest that && descriptor.sameContent(that.descriptor);
  }

  @Override
  public int hashCode() {
    return Objects.hash(descriptor.digest(), descriptor.size());
  }

  /** Returns the media type and the digest. */
  @Override
  public String toString() {
    return descriptor.mediaType() + " " + descriptor.digest();
  }
}
