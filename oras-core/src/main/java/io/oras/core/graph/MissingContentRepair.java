package io.oras.core.graph;

import io.oras.api.error.RegistryException;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sends the content that a registry has reported as present and misses when a manifest arrives.
 *
 * @param manifests whether a descriptor is a manifest's
 */
record MissingContentRepair(
    SourceReader source, NodeActions actions, Predicate<Descriptor> manifests) {
  /** Returns whether the registry refused a manifest because content that it names is missing. */
  static boolean isNeededAfter(RegistryException refusal) {
    return refusal.response().filter(r -> r.has("MANIFEST_BLOB_UNKNOWN")).isPresent();
  }

  /** Sends content of a manifest without asking whether it exists. */
  void send(List<Descriptor> children) throws IOException {
    for (Descriptor child : children) {
      if (manifests.test(child)) {
        actions.manifest(source.manifest(child), List.of());
      } else if (source.target().exists(child)) {
        // A blob that the source has lost came as a stream, which was sent in any case.
        actions.blob(child);
      }
    }
  }
}
