package io.oras.tests.fuzz;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.json.JsonManifestCodec;
import io.oras.tests.property.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs, manifests and indexes that name each other at random: shared layers, indexes in indexes,
 * subjects, layers that stay elsewhere. Successors stand before who names them.
 */
final class RandomGraph {
  private static final ManifestCodec CODEC = new JsonManifestCodec();
  private static final MediaType TYPE = new MediaType("application/vnd.example.thing");
  static final MediaType FOREIGN =
      new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar");

  /** Some content; compared by its digest. */
  @SuppressWarnings("ArrayRecordComponent")
  record Node(Descriptor descriptor, byte[] bytes, @Nullable RawManifest raw) {
    static Node blob(MediaType type, byte[] bytes) {
      return new Node(Descriptor.of(type, bytes), bytes, null);
    }

    static Node of(Manifest manifest) {
      RawManifest raw = CODEC.write(manifest);
      return new Node(raw.descriptor(), raw.bytes(), raw);
    }

    Digest digest() {
      return descriptor.digest();
    }

    boolean isManifest() {
      return raw != null;
    }

    RawManifest manifest() {
      return Objects.requireNonNull(raw);
    }

    private Manifest parsed() {
      return manifest().view().orElseThrow();
    }

    /** What it is made of. */
    List<Descriptor> children() {
      return isManifest() ? parsed().children() : List.of();
    }

    /** What it is made of, and its subject. */
    List<Descriptor> successors() {
      return isManifest()
          ? Stream.concat(children().stream(), Stream.ofNullable(parsed().subject())).toList()
          : List.of();
    }

    @Nullable Descriptor subject() {
      return isManifest() ? parsed().subject() : null;
    }

    @Override
    public String toString() {
      return descriptor.mediaType() + " " + descriptor.digest().shortened();
    }
  }

  private final SeededRandom chance;
  private final List<Node> blobs = new ArrayList<>();
  private final List<Node> manifests = new ArrayList<>();

  RandomGraph(SeededRandom chance) {
    this.chance = chance;
    blobs.add(Node.blob(MediaType.OCI_EMPTY, new byte[] {'{', '}'}));
    for (int more = chance.between(1, 5); more > 0; more--) {
      blobs.add(Node.blob(TYPE, chance.bytes(0, 3000)));
    }
    for (int more = chance.between(1, 7); more > 0; more--) {
      add(chance.oneIn(3) && !manifests.isEmpty() ? index() : image());
    }
  }

  /** The same manifest made twice is one. */
  private void add(Node node) {
    if (manifests.stream().noneMatch(known -> known.digest().equals(node.digest()))) {
      manifests.add(node);
    }
  }

  private @Nullable Descriptor subject() {
    return chance.oneIn(3) && !manifests.isEmpty() ? chance.pick(manifests).descriptor() : null;
  }

  private Node image() {
    List<Descriptor> layers =
        new ArrayList<>(chance.list(0, 4, () -> chance.pick(blobs).descriptor()));
    if (chance.oneIn(6)) {
      layers.add(Descriptor.of(FOREIGN, chance.bytes(1, 9)));
    }
    return Node.of(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            TYPE,
            chance.pick(blobs.get(0), chance.pick(blobs)).descriptor(),
            layers,
            subject(),
            Map.of("n", Integer.toString(chance.below(100)))));
  }

  private Node index() {
    return Node.of(
        new ImageIndex(
            MediaType.OCI_INDEX,
            chance.oneIn(2) ? TYPE : null,
            chance.list(0, 3, () -> chance.pick(manifests).descriptor()),
            subject(),
            Map.of()));
  }

  /** All content, successors first. */
  List<Node> nodes() {
    return Stream.concat(blobs.stream(), manifests.stream()).toList();
  }

  /** All manifests, successors first; at least one. */
  List<Node> manifests() {
    return List.copyOf(manifests);
  }

  Node find(Digest digest) {
    return nodes().stream().filter(node -> node.digest().equals(digest)).findFirst().orElseThrow();
  }
}
