package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.util.List;

/**
 * A tag that was copied with all that it names.
 *
 * @param tag the same on both sides
 * @param root what it names
 * @param referrers what came along because it refers to the root or to something below it, in no
 *     order; empty when the options did not ask for it
 */
public record CopiedTag(String tag, RawManifest root, List<Descriptor> referrers) {
  /** Copies the list. */
  public CopiedTag {
    referrers = List.copyOf(referrers);
  }
}
