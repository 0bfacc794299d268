package io.oras.core.options;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The settings of a push, of whatever is pushed. */
abstract class PushSettings extends CallSettings {
  static final Setting<List<String>> TAGS = Setting.of("tags", List.of());
  static final Setting<Instant> CREATED = Setting.withoutDefault("created");
  static final Setting<ImageSpec> IMAGE_SPEC = Setting.of("imageSpec", ImageSpec.V1_1);
  static final Setting<Integer> CONCURRENCY = Setting.atLeast("concurrency", 1, 32);
  static final Setting<Boolean> FORCE = Setting.of("force", false);
  static final Setting<UploadMethod> UPLOAD = Setting.withoutDefault("upload");

  PushSettings(Builder<?> builder) {
    super(builder);
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

  /**
   * Collects the settings of a push.
   *
   * @param <B> the type of the builder
   */
  abstract static class Builder<B extends Builder<B>> extends CallSettings.Builder<B> {
    /**
     * Sets further tags for the manifest, beside the tag in its name; none by default.
     *
     * @throws IllegalArgumentException if a tag is empty
     */
    public B tags(String... tags) {
      return set(TAGS, Settings.tags(tags));
    }

    /**
     * Sets the annotation {@code org.opencontainers.image.created}, unless the artifact has it. By
     * default it is the time in {@code SOURCE_DATE_EPOCH}, else the current time.
     */
    public B created(Instant created) {
      return set(CREATED, created);
    }

    /** Sets the version of the image specification that the manifest follows; v1.1 by default. */
    public B imageSpec(ImageSpec imageSpec) {
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
    public B concurrency(int concurrency) {
      return set(CONCURRENCY, concurrency);
    }

    /**
     * Sets whether the push checks each blob even if the destination has the manifest; false by
     * default.
     */
    public B force(boolean force) {
      return set(FORCE, force);
    }

    /**
     * Sets how blobs are sent to a registry; by default as the registry's {@link RegistrySettings}
     * say.
     */
    public B upload(UploadMethod upload) {
      return set(UPLOAD, upload);
    }
  }
}
