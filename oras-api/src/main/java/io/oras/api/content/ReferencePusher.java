package io.oras.api.content;

import java.io.IOException;
import java.util.Collection;

/**
 * A port of targets that store and tag a manifest in one request. Implementations are thread safe.
 */
public interface ReferencePusher {
  /**
   * Stores the manifest and sets the tag to it.
   *
   * @throws IOException if the manifest cannot be stored
   */
  void pushReference(RawManifest manifest, String tag) throws IOException;

  /**
   * Stores the manifest and sets all tags to it, with as few requests as possible. The default
   * implementation sends one request for each tag.
   *
   * @param tags the tags, at least one
   * @throws IOException if the manifest cannot be stored
   */
  default void pushReferences(RawManifest manifest, Collection<String> tags) throws IOException {
    for (String tag : tags) {
      pushReference(manifest, tag);
    }
  }
}
