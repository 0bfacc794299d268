package io.oras.core;

import io.oras.api.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to copy.
 *
 * @param tags more tags than the one in the destination's name; none by default
 * @param platform which manifest of an index to copy alone, or null for the index with all
 * @param subject whether the subject of a manifest is copied too, where the source has it; false by
 *     default
 * @param force whether manifests are pushed again although they are there; false by default
 * @param foreign whether layers are copied that should not be uploaded; false by default
 * @param concurrency nodes at once; 3 by default, as the {@code oras} command
 */
public record CopyOptions(
    List<String> tags,
    @Nullable Platform platform,
    boolean subject,
    boolean force,
    boolean foreign,
    int concurrency) {
  /** The defaults. */
  public static final CopyOptions DEFAULT =
      new CopyOptions(List.of(), null, false, false, false, 3);

  /** Copies the tags. */
  public CopyOptions {
    tags = List.copyOf(tags);
  }

  /** These options with other additional tags. */
  public CopyOptions withTags(List<String> replacement) {
    return new CopyOptions(replacement, platform, subject, force, foreign, concurrency);
  }

  /** These options for one platform. */
  public CopyOptions withPlatform(@Nullable Platform replacement) {
    return new CopyOptions(tags, replacement, subject, force, foreign, concurrency);
  }

  /** These options, with subjects or not. */
  public CopyOptions withSubject(boolean replacement) {
    return new CopyOptions(tags, platform, replacement, force, foreign, concurrency);
  }

  /** These options, pushing manifests again or not. */
  public CopyOptions withForce(boolean replacement) {
    return new CopyOptions(tags, platform, subject, replacement, foreign, concurrency);
  }

  /** These options, with layers that should not be uploaded or not. */
  public CopyOptions withForeign(boolean replacement) {
    return new CopyOptions(tags, platform, subject, force, replacement, concurrency);
  }

  /** These options with another number of nodes at once. */
  public CopyOptions withConcurrency(int replacement) {
    return new CopyOptions(tags, platform, subject, force, foreign, replacement);
  }
}
