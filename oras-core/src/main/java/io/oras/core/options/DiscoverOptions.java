package io.oras.core.options;

import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.util.Optional;

/** Options of a search for referrers. Immutable. */
public final class DiscoverOptions extends CallSettings {
  private static final Setting<MediaType> ARTIFACT_TYPE = Setting.withoutDefault("artifactType");
  private static final Setting<Integer> DEPTH = Setting.atLeast("depth", 1, Integer.MAX_VALUE);
  private static final Setting<Platform> PLATFORM = Setting.withoutDefault("platform");
  private static final DiscoverOptions DEFAULTS = builder().build();

  private DiscoverOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static DiscoverOptions defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these options. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns the artifact type of the referrers to find. */
  public Optional<MediaType> artifactType() {
    return find(ARTIFACT_TYPE);
  }

  /** Returns how many levels of referrers to find. */
  public int depth() {
    return get(DEPTH);
  }

  /** Returns the platform to choose from an index. */
  public Optional<Platform> platform() {
    return find(PLATFORM);
  }

  /** Builds {@link DiscoverOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /** Sets the artifact type of the referrers to find, on each level; all by default. */
    public Builder artifactType(MediaType artifactType) {
      return set(ARTIFACT_TYPE, artifactType);
    }

    /**
     * Sets how many levels of referrers to find; by default all, up to {@link Limits#graphDepth}.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder depth(int depth) {
      return set(DEPTH, depth);
    }

    /**
     * Sets the platform whose manifest of an index is the root; by default the root is the index
     * itself.
     */
    public Builder platform(Platform platform) {
      return set(PLATFORM, platform);
    }

    /** Creates the options; the builder can be used further. */
    public DiscoverOptions build() {
      return new DiscoverOptions(this);
    }
  }
}
