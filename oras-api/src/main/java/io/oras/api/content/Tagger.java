package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;

/** Sets tags. */
public interface Tagger {
  /**
   * Sets the tag on the manifest, which exists already. If another manifest has the tag, it loses
   * it.
   *
   * @param tag any text that is no digest; the caller checks nothing else, since a layout has names
   *     that a registry does not accept. A store that makes a file name of the tag checks the tag
   *     first, for example with {@link io.oras.api.reference.Reference#requireTag}
   * @throws io.oras.api.error.NotFoundException if the manifest does not exist
   * @throws IOException if the tag cannot be set
   */
  void tag(Descriptor descriptor, String tag) throws IOException;
}
