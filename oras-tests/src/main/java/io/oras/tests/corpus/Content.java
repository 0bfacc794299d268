package io.oras.tests.corpus;

import io.oras.api.model.Digest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A blob or a manifest of the corpus.
 *
 * @param name a short name that expectations use
 * @param mediaType the type under which a manifest is stored and served; null for a blob
 * @param bytes the bytes, which are not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Content(String name, @Nullable String mediaType, byte[] bytes) {
  static Content blob(String name, String text) {
    return new Content(name, null, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Content manifest(String name, String mediaType, Object text) {
    return new Content(name, mediaType, text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns whether this is a manifest, which a registry stores at another place than a blob. */
  public boolean isManifest() {
    return mediaType != null;
  }

  /** Returns the SHA-256 digest of the bytes. */
  public Digest digest() {
    return Digest.of(bytes);
  }

  /** Returns the text of a descriptor with that media type. */
  JsonText descriptor(String type) {
    return JsonText.of(
        "mediaType", "'" + type + "'", "digest", "'" + digest() + "'", "size", "" + bytes.length);
  }

  /** Returns the text of a descriptor of this manifest. */
  JsonText descriptor() {
    return descriptor(mediaType == null ? "application/vnd.test" : mediaType);
  }

  /** Returns the text of a descriptor of this manifest in a layout, with a tag. */
  JsonText tagged(String tag) {
    return descriptor().with("annotations", "{'org.opencontainers.image.ref.name':'" + tag + "'}");
  }

  /** Returns whether a document has a descriptor of this content. */
  boolean isNamedIn(byte[] document) {
    return new String(document, StandardCharsets.ISO_8859_1)
        .contains("\"digest\":\"" + digest() + "\"");
  }
}
