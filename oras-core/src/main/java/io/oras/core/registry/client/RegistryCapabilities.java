package io.oras.core.registry.client;

import io.oras.api.model.Digest;
import io.oras.core.concurrent.BatchedUpdates;
import io.oras.core.concurrent.KeyedValues;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What registries have refused once, so that they are not asked again, and the updates of referrers
 * lists that are under way. One for all targets that share a configuration. Thread safe.
 */
public final class RegistryCapabilities {
  /** Something that a registry may not offer. */
  public enum Refusal {
    /** A part of a blob. */
    RANGES,
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

  private final Map<Refusal, Set<String>> refusing = new EnumMap<>(Refusal.class);
  private final KeyedValues<Subject, BatchedUpdates<ReferrersChange>> updates =
      new KeyedValues<>(BatchedUpdates::new);

  /** Knows nothing yet. */
  public RegistryCapabilities() {
    for (Refusal refusal : Refusal.values()) {
      refusing.put(refusal, ConcurrentHashMap.newKeySet());
    }
  }

  boolean refuses(String registry, Refusal what) {
    return refusing(what).contains(registry);
  }

  void refused(String registry, Refusal what) {
    refusing(what).add(registry);
  }

  /** It does that after all. */
  void offered(String registry, Refusal what) {
    refusing(what).remove(registry);
  }

  private Set<String> refusing(Refusal what) {
    return Objects.requireNonNull(refusing.get(what));
  }

  /** Changes the list of that subject's referrers, together with what others change meanwhile. */
  public void update(
      String repository,
      Digest subject,
      ReferrersChange change,
      BatchedUpdates.Work<ReferrersChange> work)
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
