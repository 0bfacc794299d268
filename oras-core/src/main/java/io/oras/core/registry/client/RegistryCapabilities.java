package io.oras.core.registry.client;

import io.oras.api.model.Digest;
import io.oras.core.concurrent.BatchedUpdates;
import io.oras.core.concurrent.KeyedValues;
import io.oras.core.function.IoConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which features registries have refused, so that they are not asked again, and the updates
 * of referrers lists that are running. All targets of a client share it. Thread safe.
 */
public final class RegistryCapabilities {
  /** A feature that not every registry offers. */
  public enum UnsupportedFeature {
    /** A part of a blob, over a further connection. */
    RANGES,
    /** A blob in parts, one after the other. */
    PARTS,
    /** A second PATCH in one session. */
    CHUNKS,
    /** HEAD for blobs. */
    BLOB_HEAD,
    /** HEAD for manifests. */
    MANIFEST_HEAD,
    /** Mounting from other repositories. */
    MOUNT,
    /** Deleting a tag. */
    UNTAG,
    /** Several tags in one PUT. */
    TAG_PARAMETERS,
    /** The referrers API. */
    REFERRERS
  }

  private record Subject(String repository, Digest digest) {}

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final KeyedValues<Subject, BatchedUpdates<ReferrersChange>> updates =
      new KeyedValues<>(BatchedUpdates::new);

  boolean refuses(String registry, UnsupportedFeature feature) {
    return refused.contains(feature + " " + registry);
  }

  void refused(String registry, UnsupportedFeature feature) {
    refused.add(feature + " " + registry);
  }

  /** Notes that the registry offers the feature after all. */
  void offered(String registry, UnsupportedFeature feature) {
    refused.remove(feature + " " + registry);
  }

  /** Changes the list of a subject's referrers, together with changes of others meanwhile. */
  public void update(
      String repository,
      Digest subject,
      ReferrersChange change,
      IoConsumer<List<ReferrersChange>> work)
      throws IOException {
    try (var queue = updates.use(new Subject(repository, subject))) {
      queue.value().submit(change, work);
    }
  }

  /** Returns how many lists of referrers are being changed. */
  int updatesUnderWay() {
    return updates.size();
  }
}
