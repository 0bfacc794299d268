package io.oras.core.graph;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Manifest;
import io.oras.api.model.Platform;
import io.oras.api.model.RawManifest;
import io.oras.core.Limits;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the manifest for a platform (image-spec v1.1.1, image-index.md: the first match wins). */
public final class PlatformChoice {
  private final ManifestCodec codec;
  private final Limits limits;
  private final GraphSource source;
  private final PlatformReader configs;

  /** Reads the platform out of an image's config. */
  @FunctionalInterface
  public interface PlatformReader {
    /**
     * The platform that this config states.
     *
     * @throws IOException when it is not the config of an image
     */
    Platform read(byte[] config, Descriptor descriptor) throws IOException;
  }

  /**
   * Chooses among what {@code source} has.
   *
   * @param limits of the size of a manifest or config, and of the depth of indexes within indexes
   */
  public PlatformChoice(
      ManifestCodec codec, ReadOnlyTarget source, Limits limits, PlatformReader configs) {
    this.codec = codec;
    this.limits = limits;
    this.source = new GraphSource(source, codec, limits);
    this.configs = configs;
  }

  /**
   * The manifest of {@code root} for {@code wanted}: of an index, the first entry that satisfies
   * it; an image itself, when its config does.
   *
   * @throws NotFoundException when there is none; the message names what there is
   * @throws LimitExceededException when a document is too long, or indexes are nested too deep
   */
  public RawManifest choose(RawManifest root, Platform wanted) throws IOException {
    return choose(root, wanted, 0);
  }

  private RawManifest choose(RawManifest root, Platform wanted, int depth) throws IOException {
    Manifest manifest =
        root.manifest()
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        "a platform can be chosen of an index or an image, not of " + root));
    if (manifest instanceof ImageIndex index) {
      if (depth >= limits.graphDepth()) {
        throw new LimitExceededException(
            "the graph is deeper than %s at %s"
                .formatted(limits.graphDepth(), root.descriptor().digest()));
      }
      Descriptor entry =
          index.manifests().stream()
              .filter(d -> serves(d, wanted))
              .findFirst()
              .orElseThrow(() -> none(wanted, platforms(index)));
      RawManifest chosen = read(entry);
      boolean nested = chosen.manifest().orElse(null) instanceof ImageIndex;
      return nested ? choose(chosen, wanted, depth + 1) : chosen;
    }
    Descriptor config = manifest.children().get(0);
    Platform actual = configs.read(source.document("config", config), config);
    if (!actual.satisfies(wanted)) {
      throw none(wanted, actual.toString());
    }
    return root;
  }

  /**
   * For one platform what {@link #choose} gives; for several an index of those entries of {@code
   * root} that satisfy one of them, and of those without a platform: the same bytes as the {@code
   * oras} command makes. When that is all of them, {@code root} itself.
   *
   * @throws NotFoundException when there is none for a platform; the message names what there is
   * @throws UnsupportedException when several are wanted of something else than an index
   */
  public RawManifest choose(RawManifest root, List<Platform> wanted) throws IOException {
    if (wanted.size() == 1) {
      return choose(root, wanted.get(0));
    }
    if (!(root.manifest().orElse(null) instanceof ImageIndex index)) {
      throw new UnsupportedException(
          "several platforms can be chosen of an index alone, not of " + root);
    }
    for (Platform platform : wanted) {
      if (index.manifests().stream().noneMatch(entry -> serves(entry, platform))) {
        throw none(platform, platforms(index));
      }
    }
    List<Descriptor> chosen =
        index.manifests().stream()
            .filter(e -> e.platform() == null || wanted.stream().anyMatch(p -> serves(e, p)))
            .toList();
    return chosen.equals(index.manifests())
        ? root
        : codec.write(
            new ImageIndex(
                index.mediaType(),
                index.artifactType(),
                chosen,
                index.subject(),
                index.annotations()));
  }

  private static boolean serves(Descriptor entry, Platform wanted) {
    return entry.platform() != null && entry.platform().satisfies(wanted);
  }

  /** The platforms that an index names, for messages. */
  public static String platforms(ImageIndex index) {
    String named =
        index.manifests().stream()
            .map(Descriptor::platform)
            .filter(p -> p != null && !p.os().equals("unknown"))
            .map(Platform::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "no platform" : named;
  }

  private static NotFoundException none(Platform wanted, String there) {
    return new NotFoundException("no manifest for " + wanted + "; there is " + there);
  }

  private RawManifest read(Descriptor descriptor) throws IOException {
    // The platform stays with the descriptor, as with the oras command: subjects carry it.
    return source.manifest(descriptor.plain().withPlatform(descriptor.platform()));
  }
}
