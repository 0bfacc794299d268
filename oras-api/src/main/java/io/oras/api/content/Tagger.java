package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Gives names. */
public interface Tagger {
  /**
   * Lets the tag name this manifest, which is here already. Another manifest loses the tag.
   *
   * @throws io.oras.api.error.NotFoundException when the manifest is not here
   * @throws IOException when it cannot be tagged
   */
  void tag(Descriptor descriptor, String tag) throws IOException;
}
