package io.oras.core.options;

import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.util.List;
import java.util.Optional;

/** Options of a look-up or a fetch of a manifest. Immutable. */
public final class FetchOptions extends CallSettings {
  private static final Setting<Platform> PLATFORM = Setting.withoutDefault("platform");
  private static final Setting<List<MediaType>> ACCEPT_MANIFESTS =
      Setting.of("acceptManifests", List.of());
  private static final FetchOptions DEFAULTS = builder().build();

  private FetchOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static FetchOptions defaults() {
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

  /** Returns the platform to choose from an index. */
  public Optional<Platform> platform() {
    return find(PLATFORM);
  }

  /** Returns the media types that the manifest may have; empty if all are accepted. */
  public List<MediaType> acceptManifests() {
    return get(ACCEPT_MANIFESTS);
  }

  /** Builds {@link FetchOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the platform whose manifest of an index is fetched; by default the index itself is
     * fetched.
     */
    public Builder platform(Platform platform) {
      return set(PLATFORM, platform);
    }

    /**
     * Sets the media types that the manifest may have; a registry is asked for these types, and
     * another type is an error. By default all types are accepted.
     */
    public Builder acceptManifests(MediaType... types) {
      return set(ACCEPT_MANIFESTS, List.of(types));
    }

    /** Creates the options; the builder can be used further. */
    public FetchOptions build() {
      return new FetchOptions(this);
    }
  }
}
