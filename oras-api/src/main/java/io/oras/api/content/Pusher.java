package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Stores content. */
public interface Pusher {
  /**
   * Stores the content under its descriptor. It is there as a whole and verified when this returns,
   * and not at all when this fails. Content that is here already is no error.
   *
   * @throws io.oras.api.error.ContentVerificationException when the bytes are not those described
   * @throws IOException when they cannot be read or stored
   */
  void push(Descriptor expected, ContentSource content) throws IOException;

  /**
   * Stores a manifest, whatever its media type is, as {@link #push} stores content; by default,
   * {@link #push}. The manifest can be found by its digest from then on ({@link Resolver}).
   *
   * @throws io.oras.api.error.ContentVerificationException when the bytes are not those described
   * @throws io.oras.api.error.InvalidManifestException if the media type is one of a manifest and
   *     the bytes are none: {@link ManifestCodec#read} checks it
   * @throws IOException when they cannot be read or stored
   */
  default void pushManifest(Descriptor expected, ContentSource content) throws IOException {
    push(expected, content);
  }
}
