package io.oras.api.content;

import java.io.IOException;

/** Takes names away. */
public interface Untagger {
  /**
   * Removes the tag; the manifest and its other tags stay.
   *
   * @throws io.oras.api.error.NotFoundException when there is no such tag
   * @throws io.oras.api.error.UnsupportedException when this target cannot do that
   * @throws IOException when it cannot be removed
   */
  void untag(String tag) throws IOException;
}
