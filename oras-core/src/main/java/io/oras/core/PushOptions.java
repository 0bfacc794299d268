package io.oras.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to push.
 *
 * @param imageSpec v1.1 by default
 * @param created for the annotation {@code org.opencontainers.image.created}, unless the artifact
 *     has it; null takes {@code SOURCE_DATE_EPOCH}, else the clock
 * @param tags more tags than the one in the name; none by default
 * @param concurrency blobs at once; 5 by default, as the {@code oras} command
 * @param force look for all content at the destination though the manifest is there; false
 * @param upload how a registry gets blobs; null, the default, for what its {@link RegistrySettings}
 *     say
 */
public record PushOptions(
    ImageSpec imageSpec,
    @Nullable Instant created,
    List<String> tags,
    int concurrency,
    boolean force,
    @Nullable UploadMethod upload) {
  /** The defaults. */
  public static final PushOptions DEFAULT =
      new PushOptions(ImageSpec.V1_1, null, List.of(), 5, false, null);

  /** Copies the tags. */
  public PushOptions {
    tags = List.copyOf(tags);
  }

  /** These options with another version of the specification. */
  public PushOptions withImageSpec(ImageSpec replacement) {
    return new PushOptions(replacement, created, tags, concurrency, force, upload);
  }

  /** These options with another time of creation. */
  public PushOptions withCreated(@Nullable Instant replacement) {
    return new PushOptions(imageSpec, replacement, tags, concurrency, force, upload);
  }

  /** These options with other additional tags. */
  public PushOptions withTags(List<String> replacement) {
    return new PushOptions(imageSpec, created, replacement, concurrency, force, upload);
  }

  /** These options with another number of blobs at once. */
  public PushOptions withConcurrency(int replacement) {
    return new PushOptions(imageSpec, created, tags, replacement, force, upload);
  }

  /** These options, asking for all children though their parent is there, or not. */
  public PushOptions withForce(boolean replacement) {
    return new PushOptions(imageSpec, created, tags, concurrency, replacement, upload);
  }

  /** These options with another way to send blobs to a registry. */
  public PushOptions withUpload(@Nullable UploadMethod replacement) {
    return new PushOptions(imageSpec, created, tags, concurrency, force, replacement);
  }
}
