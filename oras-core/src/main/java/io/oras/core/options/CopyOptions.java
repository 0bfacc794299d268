package io.oras.core.options;

import io.oras.api.model.Platform;
import java.util.List;

/** Options of a copy. Immutable. */
public final class CopyOptions extends CallSettings {
  private static final Setting<List<Platform>> PLATFORMS = Setting.of("platforms", List.of());
  private static final Setting<Boolean> INCLUDE_REFERRERS = Setting.of("includeReferrers", false);
  private static final Setting<Boolean> INCLUDE_COSIGN_TAGS =
      Setting.of("includeCosignTags", false);
  private static final Setting<Boolean> FAIL_ON_MISSING_REFERRER =
      Setting.of("failOnMissingReferrer", false);
  private static final Setting<Boolean> INCLUDE_SUBJECT = Setting.of("includeSubject", false);
  private static final Setting<Boolean> INCLUDE_NON_DISTRIBUTABLE =
      Setting.of("includeNonDistributable", false);
  private static final Setting<CopyHooks> HOOKS = Setting.of("hooks", CopyHooks.NONE);
  private static final CopyOptions DEFAULTS = builder().build();

  private CopyOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static CopyOptions defaults() {
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
    return get(PushSettings.TAGS);
  }

  /**
   * Returns the platforms whose manifests of an index are copied; empty for the unchanged index.
   */
  public List<Platform> platforms() {
    return get(PLATFORMS);
  }

  /** Returns whether referrers are copied too. */
  public boolean includeReferrers() {
    return get(INCLUDE_REFERRERS);
  }

  /** Returns whether what cosign stores under tags beside the artifact is copied too. */
  public boolean includeCosignTags() {
    return get(INCLUDE_COSIGN_TAGS);
  }

  /** Returns whether the copy fails if a listed referrer does not exist. */
  public boolean failOnMissingReferrer() {
    return get(FAIL_ON_MISSING_REFERRER);
  }

  /** Returns whether the subject of a manifest is copied too. */
  public boolean includeSubject() {
    return get(INCLUDE_SUBJECT);
  }

  /** Returns whether layers with a non-distributable media type are copied. */
  public boolean includeNonDistributable() {
    return get(INCLUDE_NON_DISTRIBUTABLE);
  }

  /** Returns whether manifests are sent even if the destination has them. */
  public boolean force() {
    return get(PushSettings.FORCE);
  }

  /** Returns the hooks that take part in the copy. */
  public CopyHooks hooks() {
    return get(HOOKS);
  }

  /** Returns how many manifests and blobs are copied at the same time at most. */
  public int concurrency() {
    return get(PushSettings.CONCURRENCY);
  }

  /** Builds {@link CopyOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets further tags for the manifest, beside the tag in its name; none by default.
     *
     * @throws IllegalArgumentException if a tag is empty
     */
    public Builder tags(String... tags) {
      return set(PushSettings.TAGS, Settings.tags(tags));
    }

    /**
     * Sets the platforms whose manifests of an index are copied. The manifest of one platform is
     * copied alone. For several platforms the copy creates a new index with the entries for those
     * platforms and the entries without a platform. By default the index is copied unchanged.
     */
    public Builder platforms(Platform... platforms) {
      return set(PLATFORMS, List.of(platforms));
    }

    /**
     * Sets whether the referrers of the artifact, of its children, and of those referrers are
     * copied too; false by default.
     */
    public Builder includeReferrers(boolean includeReferrers) {
      return set(INCLUDE_REFERRERS, includeReferrers);
    }

    /**
     * Sets whether the signatures, attestations and SBOMs are copied too that cosign 1 and 2 store
     * under tags: {@code sha256-<hex>.sig}, {@code .att} and {@code .sbom}, of the artifact, of its
     * children, and of its referrers if they are copied. The destination gets the same tags. False
     * by default.
     */
    public Builder includeCosignTags(boolean includeCosignTags) {
      return set(INCLUDE_COSIGN_TAGS, includeCosignTags);
    }

    /**
     * Sets whether the copy fails if a referrers list names a manifest that the source does not
     * have. By default the copy leaves out such a referrer and sends an event.
     */
    public Builder failOnMissingReferrer(boolean failOnMissingReferrer) {
      return set(FAIL_ON_MISSING_REFERRER, failOnMissingReferrer);
    }

    /**
     * Sets whether the subject of a manifest is copied too, if the source has it; false by default.
     */
    public Builder includeSubject(boolean includeSubject) {
      return set(INCLUDE_SUBJECT, includeSubject);
    }

    /** Sets whether layers with a non-distributable media type are copied; false by default. */
    public Builder includeNonDistributable(boolean includeNonDistributable) {
      return set(INCLUDE_NON_DISTRIBUTABLE, includeNonDistributable);
    }

    /** Sets whether manifests are sent even if the destination has them; false by default. */
    public Builder force(boolean force) {
      return set(PushSettings.FORCE, force);
    }

    /** Sets the hooks that take part in the copy; none by default. */
    public Builder hooks(CopyHooks hooks) {
      return set(HOOKS, hooks);
    }

    /**
     * Sets how many manifests and blobs are copied at the same time at most; 32 by default.
     *
     * <p>The client starts with 5. It uses more as long as the round trip to the registry is long
     * and throughput grows, and only for blobs that are less than 16 MiB together.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder concurrency(int concurrency) {
      return set(PushSettings.CONCURRENCY, concurrency);
    }

    /** Creates the options; the builder can be used further. */
    public CopyOptions build() {
      return new CopyOptions(this);
    }
  }
}
