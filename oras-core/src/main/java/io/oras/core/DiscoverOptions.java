package io.oras.core;

import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import org.jspecify.annotations.Nullable;

/**
 * How to discover.
 *
 * @param artifactType only referrers of this type, on each level; null, the default, for all
 * @param depth how many levels, at least 1; all by default, as far as the limit of the graph's
 *     depth allows
 * @param platform which manifest of an index to look at, or null for the index itself
 */
public record DiscoverOptions(
    @Nullable MediaType artifactType, int depth, @Nullable Platform platform) {
  /** The defaults. */
  public static final DiscoverOptions DEFAULT = new DiscoverOptions(null, Integer.MAX_VALUE, null);

  /**
   * Checks the depth.
   *
   * @throws IllegalArgumentException when it is below 1
   */
  public DiscoverOptions {
    if (depth < 1) {
      throw new IllegalArgumentException("depth is at least 1, got " + depth);
    }
  }

  /** These options for referrers of one type, or of all. */
  public DiscoverOptions withArtifactType(@Nullable MediaType replacement) {
    return new DiscoverOptions(replacement, depth, platform);
  }

  /** These options with another number of levels. */
  public DiscoverOptions withDepth(int replacement) {
    return new DiscoverOptions(artifactType, replacement, platform);
  }

  /** These options for the manifest of a platform. */
  public DiscoverOptions withPlatform(@Nullable Platform replacement) {
    return new DiscoverOptions(artifactType, depth, replacement);
  }
}
