package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Finds manifests by tag or digest. */
public interface Resolver {
  /**
   * Returns the descriptor of the manifest with this tag or digest.
   *
   * @param reference a tag, or a digest as text
   * @return at least media type, digest and size. The media type does not follow from the digest,
   *     so a store keeps what {@link Pusher#pushManifest} was given
   * @throws io.oras.api.error.NotFoundException if no manifest has this tag or digest
   * @throws IOException if the target cannot be read
   */
  Descriptor resolve(String reference) throws IOException;
}
