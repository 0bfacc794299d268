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
 * @param platform which manifest of an index, or null: an index is then an error that names the
 *     platforms there are
 * @param existing what becomes of files that are there; replaced by default
 * @param allowPathTraversal whether titles may lead out of the folder; false by default
 * @param unpack whether packed folders are unpacked; true by default
 * @param preservePermissions whether the mode bits of unpacked files are kept as packed; false by
 *     default
 * @param subject whether the subject is pulled too; false by default
 * @param config where to write the root manifest's config, or null for nowhere
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
        acceptManifests,
        layerFilter,
        concurrency);
  }

  /** These options, writing the config to a file or to none. */
  public PullOptions withConfig(@Nullable Path replacement) {
    return new PullOptions(
        platform,
        existing,
        allowPathTraversal,
        unpack,
        preservePermissions,
        subject,
        replacement,
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
        acceptManifests,
        layerFilter,
        replacement);
  }
}
