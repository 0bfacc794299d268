package io.oras.core.graph;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.Platform;
import io.oras.core.context.Limit;
import io.oras.core.json.ImageConfigJson;
import io.oras.core.json.JsonSlices;
import io.oras.core.options.Limits;
import io.oras.core.stream.Digests;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the manifest for a platform (image-spec v1.1.1, image-index.md: the first match wins). */
public final class PlatformSelector {
  private final ManifestCodec codec;
  private final Limits limits;
  private final SourceReader source;

  /**
   * Chooses among what {@code source} has.
   *
   * @param limits of the size of a manifest or config, and of the depth of indexes within indexes
   */
  public PlatformSelector(ManifestCodec codec, ReadOnlyTarget source, Limits limits) {
    this.codec = codec;
    this.limits = limits;
    this.source = new SourceReader(source, codec, limits);
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
        root.view()
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        "a platform can only be chosen from an index or an image, not from "
                            + root));
    if (manifest instanceof ImageIndex index) {
      Limit.GRAPH_DEPTH
          .in(limits)
          .require(depth + 1, () -> "the graph is too deep at " + root.descriptor().digest());
      Descriptor entry =
          index.manifests().stream()
              .filter(d -> serves(d, wanted))
              .findFirst()
              .orElseThrow(() -> none(wanted, platforms(index)));
      RawManifest chosen = read(entry);
      boolean nested = chosen.view().orElse(null) instanceof ImageIndex;
      return nested ? choose(chosen, wanted, depth + 1) : chosen;
    }
    Descriptor config = manifest instanceof ImageManifest image ? image.config() : null;
    if (config == null) {
      throw new UnsupportedException(root + " has no config that states its platform");
    }
    Platform actual = ImageConfigJson.platform(source.document("config", config), config);
    if (!actual.satisfies(wanted)) {
      throw none(wanted, actual.toString());
    }
    return root;
  }

  /**
   * Chooses several platforms of an index, as the {@code oras} command does. For one platform this
   * is what {@link #choose(RawManifest, Platform)} gives. For several it is an index of the entries
   * that satisfy one of them, of the attestations of those entries, and of the entries without a
   * platform; all else of {@code root} keeps its bytes. Where all entries remain it is {@code root}
   * itself, where one with a platform remains it is that manifest.
   *
   * @throws NotFoundException when there is none for a platform; the message names what there is
   * @throws UnsupportedException when several are wanted of something else than an index
   */
  public RawManifest choose(RawManifest root, List<Platform> wanted) throws IOException {
    if (wanted.size() == 1) {
      return choose(root, wanted.get(0));
    }
    if (!(root.view().orElse(null) instanceof ImageIndex index)) {
      throw new UnsupportedException(
          root.descriptor().digest()
              + " is not an image index or a manifest list; several platforms can only be chosen from an index");
    }
    List<Descriptor> entries = index.manifests();
    List<Platform> unmatched =
        wanted.stream()
            .filter(p -> entries.stream().noneMatch(e -> subject(e) == null && serves(e, p)))
            .toList();
    if (!unmatched.isEmpty()) {
      throw new NotFoundException(
          "unmatched platforms: %s; available platforms in the index: [%s]"
              .formatted(unmatched, platforms(index)));
    }
    Set<Digest> selected = new HashSet<>();
    // The same manifest may be listed a second time, with a platform that nobody wants.
    Set<Digest> unwanted = new HashSet<>();
    for (Descriptor entry : entries) {
      if (wanted.stream().anyMatch(platform -> serves(entry, platform))) {
        selected.add(entry.digest());
      } else if (entry.platform() != null) {
        unwanted.add(entry.digest());
      }
    }
    List<Integer> kept =
        IntStream.range(0, entries.size())
            .filter(i -> keeps(entries.get(i), wanted, selected, unwanted))
            .boxed()
            .toList();
    if (kept.size() == entries.size()) {
      return root;
    }
    Descriptor first = entries.get(kept.get(0));
    if (kept.size() == 1 && first.platform() != null) {
      return read(first);
    }
    byte[] bytes = JsonSlices.withElements(root.bytes(), "manifests", kept);
    return codec.read(Descriptor.of(root.descriptor().mediaType(), bytes), bytes);
  }

  private static boolean keeps(
      Descriptor entry, List<Platform> wanted, Set<Digest> selected, Set<Digest> unwanted) {
    String subject = subject(entry);
    if (subject != null) {
      return Digests.find(subject).filter(selected::contains).isPresent();
    }
    return entry.platform() != null
        ? wanted.stream().anyMatch(platform -> serves(entry, platform))
        : !unwanted.contains(entry.digest());
  }

  /** The digest of the manifest that an attestation of BuildKit is about, or null. */
  private static @Nullable String subject(Descriptor entry) {
    return entry.annotations().get("vnd.docker.reference.digest");
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
    // The whole entry describes it, as with the oras command: subjects and layouts carry it.
    return source.manifest(descriptor);
  }
}
