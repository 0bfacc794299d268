package io.oras.api.content;

import java.io.IOException;

/** A port of targets that remove a tag without its manifest. Implementations are thread safe. */
public interface Untagger {
  /**
   * Removes the tag. The manifest and its other tags stay.
   *
   * @throws io.oras.api.error.NotFoundException if the tag does not exist
   * @throws io.oras.api.error.UnsupportedException if the target cannot remove a single tag
   * @throws IOException if the tag cannot be removed
   */
  void untag(String tag) throws IOException;
}
