package io.oras.api.content;

import java.io.IOException;
import java.util.Collection;

/** Stores and tags a manifest in one exchange. */
public interface ReferencePusher {
  /**
   * Stores the manifest and lets the tag name it.
   *
   * @throws IOException when it cannot be stored
   */
  void pushReference(RawManifest manifest, String tag) throws IOException;

  /**
   * Stores the manifest and lets all tags name it, in as few exchanges as the target can; by
   * default one for each tag.
   *
   * @param tags at least one
   * @throws IOException when it cannot be stored
   */
  default void pushReferences(RawManifest manifest, Collection<String> tags) throws IOException {
    for (String tag : tags) {
      pushReference(manifest, tag);
    }
  }
}
