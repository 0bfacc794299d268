package io.oras.api.content;

import io.oras.api.model.RawManifest;
import java.io.IOException;

/** Stores and tags a manifest in one exchange. */
public interface ReferencePusher {
  /**
   * Stores the manifest and lets the tag name it.
   *
   * @throws IOException when it cannot be stored
   */
  void pushReference(RawManifest manifest, String tag) throws IOException;
}
