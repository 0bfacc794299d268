package io.oras.core.usecase;

import java.util.Map;

/** What a trust policy means for an operation that reads. */
enum TrustRule {
  /** The name is judged, and the signatures of the manifest are checked before it is used. */
  CHECKED,
  /** The name is judged; nothing of the artifact's content is used. */
  JUDGED,
  /** The content is named by a descriptor, so no signature can vouch for it. */
  REFUSED;

  private static final Map<String, TrustRule> OF_OPERATIONS =
      Map.ofEntries(
          Map.entry("attach", CHECKED),
          Map.entry("copy", CHECKED),
          Map.entry("copyTags", CHECKED),
          Map.entry("fetch", CHECKED),
          Map.entry("index.add", CHECKED),
          Map.entry("plan", CHECKED),
          Map.entry("pull", CHECKED),
          Map.entry("resolve", CHECKED),
          Map.entry("tag", CHECKED),
          Map.entry("blob.resolve", JUDGED),
          Map.entry("discover", JUDGED),
          Map.entry("exists", JUDGED),
          Map.entry("manifest.exists", JUDGED),
          Map.entry("tags", JUDGED));

  /** Returns the rule for an operation; an operation that nobody thought of is refused. */
  static TrustRule of(String operation) {
    return OF_OPERATIONS.getOrDefault(operation, REFUSED);
  }
}
