package io.oras.core.options;

import io.oras.api.event.TransferListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Options of a push. Immutable. */
public final class PushOptions extends CallSettings {
  static final int CONCURRENT_TRANSFERS = 32;
  static final Setting<List<String>> TAGS = Setting.of("tags", List.of());
  static final Setting<Instant> CREATED = Setting.withoutDefault("created");
  static final Setting<ImageSpec> IMAGE_SPEC = Setting.of("imageSpec", ImageSpec.V1_1);
  static final Setting<Integer> CONCURRENCY =
      Setting.atLeast("concurrency", 1, CONCURRENT_TRANSFERS);
  static final Setting<Boolean> FORCE = Setting.of("force", false);
  static final Setting<UploadMethod> UPLOAD = Setting.withoutDefault("upload");
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

  /** Returns further tags for the manifest, beside the tag in its name. */
  public List<String> tags() {
    return get(TAGS);
  }

  /** Returns the time in the annotation {@code org.opencontainers.image.created}. */
  public Optional<Instant> created() {
    return find(CREATED);
  }

  /** Returns the version of the image specification that the manifest follows. */
  public ImageSpec imageSpec() {
    return get(IMAGE_SPEC);
  }

  /** Returns how many blobs are sent at the same time at most. */
  public int concurrency() {
    return get(CONCURRENCY);
  }

  /** Returns whether the push checks each blob even if the destination has the manifest. */
  public boolean force() {
    return get(FORCE);
  }

  /** Returns how blobs are sent to a registry. */
  public Optional<UploadMethod> upload() {
    return find(UPLOAD);
  }

  /** Builds {@link PushOptions}. Not thread safe. */
  public static final class Builder extends Settings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets further tags for the manifest, beside the tag in its name; none by default.
     *
     * @throws IllegalArgumentException if a tag is empty
     */
    public Builder tags(String... tags) {
      return set(TAGS, Settings.tags(tags));
    }

    /**
     * Sets the annotation {@code org.opencontainers.image.created}, unless the artifact has it. By
     * default it is the time in {@code SOURCE_DATE_EPOCH}, else the current time.
     */
    public Builder created(Instant created) {
      return set(CREATED, created);
    }

    /** Sets the version of the image specification that the manifest follows; v1.1 by default. */
    public Builder imageSpec(ImageSpec imageSpec) {
      return set(IMAGE_SPEC, imageSpec);
    }

    /**
     * Sets how many blobs are sent at the same time at most; 32 by default.
     *
     * <p>The client starts with 5. It uses more as long as the round trip to the registry is long
     * and throughput grows, and only for blobs that are less than 16 MiB together.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder concurrency(int concurrency) {
      return set(CONCURRENCY, concurrency);
    }

    /**
     * Sets whether the push checks each blob even if the destination has the manifest; false by
     * default.
     */
    public Builder force(boolean force) {
      return set(FORCE, force);
    }

    /**
     * Sets how blobs are sent to a registry; by default as the registry's {@link RegistrySettings}
     * say.
     */
    public Builder upload(UploadMethod upload) {
      return set(UPLOAD, upload);
    }

    /**
     * Sets how long the call may take, with all its retries and waits. By default the call has no
     * deadline of its own.
     *
     * @throws IllegalArgumentException if the duration is not positive
     */
    public Builder timeout(Duration timeout) {
      return set(TIMEOUT, timeout);
    }

    /** Adds a listener to the events of the call. */
    public Builder listener(TransferListener listener) {
      return add(LISTENERS, listener);
    }

    /** Creates the options; the builder can be used further. */
    public PushOptions build() {
      return new PushOptions(this);
    }
  }
}
