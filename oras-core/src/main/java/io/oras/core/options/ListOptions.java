package io.oras.core.options;

import java.util.Optional;
import java.util.OptionalInt;

/** Options of a list of tags or of repositories. Immutable. */
public final class ListOptions extends CallSettings {
  private static final Setting<String> AFTER = Setting.withoutDefault("after");
  private static final Setting<Integer> LIMIT = Setting.atLeast("limit", 1, null);
  private static final Setting<Boolean> INCLUDE_REFERRERS_TAGS =
      Setting.of("includeReferrersTags", true);
  private static final ListOptions DEFAULTS = builder().build();

  private ListOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static ListOptions defaults() {
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

  /** Returns the entry after which the list begins. */
  public Optional<String> after() {
    return find(AFTER);
  }

  /** Returns the greatest number of entries to return. */
  public OptionalInt limit() {
    return find(LIMIT).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** Returns whether a list of tags has the tags of the referrers tag schema. */
  public boolean includeReferrersTags() {
    return get(INCLUDE_REFERRERS_TAGS);
  }

  /** Builds {@link ListOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the entry after which the list begins, in the order of the registry; by default it
     * begins with the first.
     */
    public Builder after(String after) {
      return set(AFTER, after);
    }

    /**
     * Sets the greatest number of entries to return; by default all, up to {@link
     * Limits#listEntries}.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder limit(int limit) {
      return set(LIMIT, limit);
    }

    /** Sets whether a list of tags has the tags of the referrers tag schema; true by default. */
    public Builder includeReferrersTags(boolean includeReferrersTags) {
      return set(INCLUDE_REFERRERS_TAGS, includeReferrersTags);
    }

    /** Creates the options; the builder can be used further. */
    public ListOptions build() {
      return new ListOptions(this);
    }
  }
}
