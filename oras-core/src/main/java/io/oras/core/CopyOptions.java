package io.oras.core;

import io.oras.api.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to copy.
 *
 * @param tags more tags than the one in the destination's name; none by default
 * @param platforms which manifests of an index to copy; empty, the default, copies it as it is. One
 *     is copied alone, of several a new index is made, with those and what is of no platform
 * @param recursive whether what refers to the artifact is copied too, and to its children, and to
 *     those referrers, and so on; false by default
 * @param failOnMissingReferrer whether the copy fails if a referrers list names a manifest that the
 *     source does not have; false by default: such a referrer is left out, and the listener is told
 * @param subject whether the subject of a manifest is copied too, where the source has it; false by
 *     default
 * @param force whether manifests are pushed again although they are there; false by default
 * @param foreign whether layers are copied that should not be uploaded; false by default
 * @param concurrency nodes at once; 3 by default, as the {@code oras} command
 * @param hooks step in; none by default
 */
public record CopyOptions(
    List<String> tags,
    List<Platform> platforms,
    boolean recursive,
    boolean failOnMissingReferrer,
    boolean subject,
    boolean force,
    boolean foreign,
    int concurrency,
    CopyHooks hooks) {
  /** The defaults. */
  public static final CopyOptions DEFAULT =
      new CopyOptions(List.of(), List.of(), false, false, false, false, false, 3, CopyHooks.NONE);

  /** Copies the lists. */
  public CopyOptions {
    tags = List.copyOf(tags);
    platforms = List.copyOf(platforms);
  }

  /** These options with other additional tags. */
  public CopyOptions withTags(List<String> replacement) {
    return new CopyOptions(
        replacement,
        platforms,
        recursive,
        failOnMissingReferrer,
        subject,
        force,
        foreign,
        concurrency,
        hooks);
  }

  /** These options for one platform, or for the index as it is. */
  public CopyOptions withPlatform(@Nullable Platform replacement) {
    return withPlatforms(replacement == null ? List.of() : List.of(replacement));
  }

  /** These options for some platforms. */
  public CopyOptions withPlatforms(List<Platform> replacement) {
    return new CopyOptions(
        tags,
        replacement,
        recursive,
        failOnMissingReferrer,
        subject,
        force,
        foreign,
        concurrency,
        hooks);
  }

  /** These options, with referrers or not. */
  public CopyOptions withRecursive(boolean replacement) {
    return new CopyOptions(
        tags,
        platforms,
        replacement,
        failOnMissingReferrer,
        subject,
        force,
        foreign,
        concurrency,
        hooks);
  }

  /** Returns these options, failing or not if a referrers list names a manifest that is gone. */
  public CopyOptions withFailOnMissingReferrer(boolean replacement) {
    return new CopyOptions(
        tags, platforms, recursive, replacement, subject, force, foreign, concurrency, hooks);
  }

  /** These options, with subjects or not. */
  public CopyOptions withSubject(boolean replacement) {
    return new CopyOptions(
        tags,
        platforms,
        recursive,
        failOnMissingReferrer,
        replacement,
        force,
        foreign,
        concurrency,
        hooks);
  }

  /** These options, pushing manifests again or not. */
  public CopyOptions withForce(boolean replacement) {
    return new CopyOptions(
        tags,
        platforms,
        recursive,
        failOnMissingReferrer,
        subject,
        replacement,
        foreign,
        concurrency,
        hooks);
  }

  /** These options, with layers that should not be uploaded or not. */
  public CopyOptions withForeign(boolean replacement) {
    return new CopyOptions(
        tags,
        platforms,
        recursive,
        failOnMissingReferrer,
        subject,
        force,
        replacement,
        concurrency,
        hooks);
  }

  /** These options with another number of nodes at once. */
  public CopyOptions withConcurrency(int replacement) {
    return new CopyOptions(
        tags,
        platforms,
        recursive,
        failOnMissingReferrer,
        subject,
        force,
        foreign,
        replacement,
        hooks);
  }

  /** These options with other hooks. */
  public CopyOptions withHooks(CopyHooks replacement) {
    return new CopyOptions(
        tags,
        platforms,
        recursive,
        failOnMissingReferrer,
        subject,
        force,
        foreign,
        concurrency,
        replacement);
  }
}
