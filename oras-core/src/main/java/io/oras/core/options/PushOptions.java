package io.oras.core.options;

/** Options of a push. Immutable. */
public final class PushOptions extends PushSettings {
  private static final PushOptions DEFAULTS = builder().build();

  private PushOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static PushOptions defaults() {
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

  /** Builds {@link PushOptions}. Not thread safe. */
  public static final class Builder extends PushSettings.Builder<Builder> {
    private Builder() {}

    /** Creates the options; the builder can be used further. */
    public PushOptions build() {
      return new PushOptions(this);
    }
  }
}
