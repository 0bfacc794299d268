package io.oras.core;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How to pull.
 *
 * @param platform which manifest of an index, or null, the default, for all of them
 * @param existing what becomes of files that are there; replaced by default
 * @param allowPathTraversal whether titles may lead out of the folder; false by default
 * @param unpack whether packed folders are unpacked; true by default
 * @param preservePermissions whether the mode bits of unpacked files are kept as packed; false by
 *     default
 * @param subject whether the subject is pulled too; false by default
 * @param config the file for the config of the first image; a relative path is resolved against the
 *     folder that is pulled into, and leads out of it only with {@code allowPathTraversal}; null,
 *     the default, for none
 * @param configType which media type that config must have to be written, or null for any
 * @param acceptManifests which manifest types to ask for under the name that is pulled; another
 *     type is an error; empty, the default, for all that are known
 * @param layerFilter which layers to take, of those that have a title; all by default
 * @param concurrency blobs at once; 3 by default, as the {@code oras} command
 */
public record PullOptions(
    @Nullable Platform platform,
    ExistingFiles existing,
    boolean allowPathTraversal,
    boolean unpack,
    boolean preservePermissions,
    boolean subject,
    @Nullable Path config,
    @Nullable MediaType configType,
    List<MediaType> acceptManifests,
    Predicate<Descriptor> layerFilter,
    int concurrency) {
  /** The defaults. */
  public static final PullOptions DEFAULT =
      new PullOptions(
          null,
          ExistingFiles.REPLACE,
          false,
          true,
          false,
          false,
          null,
          null,
          List.of(),
          layer -> true,
          3);

  /** Copies the types. */
  public PullOptions {
    acceptManifests = List.copyOf(acceptManifests);
  }

  /** These options for a platform. */
  public PullOptions withPlatform(@Nullable Platform replacement) {
    return new PullOptions(
        replacement,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options with another fate of files that are there. */
  public PullOptions withExisting(ExistingFiles replacement) {
    return new PullOptions(
        platform,
        replacement,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, with titles that may lead out of the folder or not. */
  public PullOptions withAllowPathTraversal(boolean replacement) {
    return new PullOptions(
        platform,
        existing,
        replacement,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, unpacking folders or not. */
  public PullOptions withUnpack(boolean replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        replacement,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, keeping mode bits or not. */
  public PullOptions withPreservePermissions(boolean replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        replacement,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, with the subject or not. */
  public PullOptions withSubject(boolean replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        replacement,
        config,
        configType,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** Returns these options with a config file of any media type, or with none. */
  public PullOptions withConfig(@Nullable Path replacement) {
    return withConfig(replacement, null);
  }

  /** Returns these options with a config file, which is written if it has the media type. */
  public PullOptions withConfig(@Nullable Path replacement, @Nullable MediaType type) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        replacement,
        type,
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, asking for manifests of these types alone. */
  public PullOptions withAcceptManifests(List<MediaType> replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        replacement,
        layerFilter,
        concurrency);
  }

  /** These options for layers of these media types. */
  public PullOptions withLayerTypes(MediaType... types) {
    Set<MediaType> wanted = Set.of(types);
    return withLayerFilter(layer -> wanted.contains(layer.mediaType()));
  }

  /** These options for some layers. */
  public PullOptions withLayerFilter(Predicate<Descriptor> replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        replacement,
        concurrency);
  }

  /** These options with another number of blobs at once. */
  public PullOptions withConcurrency(int replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        config,
        configType,
        acceptManifests,
        layerFilter,
        replacement);
  }
}
