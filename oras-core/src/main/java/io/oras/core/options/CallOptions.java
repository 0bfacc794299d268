package io.oras.core.options;

import java.util.Optional;

/**
 * Options of all calls of a handle. Immutable.
 *
 * <pre>{@code
 * Repository hurried = app.with(o -> o.timeout(Duration.ofSeconds(10)));
 * hurried.tags();
 * }</pre>
 */
public final class CallOptions extends CallSettings {

  private static final Setting<Boolean> UNCHECKED_CONTENT = Setting.of("uncheckedContent", false);
  private static final CallOptions DEFAULTS = builder().build();

  private CallOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static CallOptions defaults() {
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

  /** Returns how blobs are sent to a registry. */
  public Optional<UploadMethod> upload() {
    return find(PushSettings.UPLOAD);
  }

  /** Returns whether content is read that the trust policy cannot check. */
  public boolean uncheckedContent() {
    return get(UNCHECKED_CONTENT);
  }

  /** Builds {@link CallOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets how blobs are sent to a registry; by default as the registry's {@link RegistrySettings}
     * say.
     */
    public Builder upload(UploadMethod upload) {
      return set(PushSettings.UPLOAD, upload);
    }

    /**
     * Sets whether calls that name content by its descriptor, such as those of {@code Blobs}, may
     * read it although the trust policy needs signatures; false by default. Set it if the
     * descriptor comes from a manifest that was checked.
     */
    public Builder uncheckedContent(boolean uncheckedContent) {
      return set(UNCHECKED_CONTENT, uncheckedContent);
    }

    /** Creates the options; the builder can be used further. */
    public CallOptions build() {
      return new CallOptions(this);
    }
  }
}
