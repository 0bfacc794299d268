package io.oras.core.options;

import io.oras.api.model.Platform;
import java.util.Optional;

/**
 * Options of an attach: those of a push, and which manifest of an index is the subject. Immutable.
 */
public final class AttachOptions extends PushSettings {
  private static final Setting<Platform> PLATFORM = Setting.withoutDefault("platform");
  private static final AttachOptions DEFAULTS = builder().build();

  private AttachOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static AttachOptions defaults() {
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

  /** Builds {@link AttachOptions}. Not thread safe. */
  public static final class Builder extends PushSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the platform whose manifest of an index is the subject; by default the subject is the
     * index itself.
     */
    public Builder platform(Platform platform) {
      return set(PLATFORM, platform);
    }

    /** Creates the options; the builder can be used further. */
    public AttachOptions build() {
      return new AttachOptions(this);
    }
  }
}
