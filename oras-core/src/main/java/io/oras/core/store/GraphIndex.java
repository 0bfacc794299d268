package io.oras.core.store;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.api.model.RawManifest;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which manifest refers to what, read from the manifests themselves: from the roots down, when
 * first asked, and from then on what the roots have gained. What stands in a root, an index or a
 * subject is a manifest, whatever its media type.
 *
 * <p>Keyed by digest, since an {@code index.json} may give another media type than a parent does.
 * Each manifest is read once, so the walk ends whatever the manifests say. Thread safe.
 */
final class GraphIndex {
  /**
   * A manifest that was read.
   *
   * @param descriptor with artifact type and annotations of the manifest
   */
  record Node(Descriptor descriptor, @Nullable Manifest manifest) {
    boolean refersTo(Digest digest) {
      return subject().anyMatch(subject -> subject.digest().equals(digest));
    }

    Stream<Descriptor> successors() {
      return Stream.concat(
          Stream.ofNullable(manifest).flatMap(m -> m.children().stream()), subject());
    }

    Stream<Descriptor> manifests() {
      return successors().filter(d -> manifest != null && manifest.isManifest(d));
    }

    private Stream<Descriptor> subject() {
      return Stream.ofNullable(manifest).flatMap(m -> Stream.ofNullable(m.subject()));
    }
  }

  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

  private final Blobs blobs;
  private final StoreContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Digest, Node> nodes = new LinkedHashMap<>();
  private final Map<Digest, Set<Digest>> parents = new LinkedHashMap<>();

  /** Manifests that are pointed to and could not be read yet. */
  private final Map<Digest, Descriptor> pending = new LinkedHashMap<>();

  private Roots seen = Roots.NONE;

  GraphIndex(Blobs blobs, StoreContext context) {
    this.blobs = blobs;
    this.context = context;
  }

  /** The media type and size under which a manifest is known, if it is. */
  Optional<Descriptor> find(Roots roots, Digest digest) throws IOException {
    lock.lock();
    try {
      refresh(roots);
      return Optional.ofNullable(nodes.get(digest)).map(node -> node.descriptor().plain());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the manifests that point to the digest and are still there. A manifest that cannot be
   * read points to nothing.
   */
  List<Node> parents(Roots roots, Digest digest) throws IOException {
    lock.lock();
    try {
      refresh(roots);
      List<Node> found = new ArrayList<>();
      for (Digest parent : parents.getOrDefault(digest, Set.of())) {
        Node node = nodes.get(parent);
        if (node != null && blobs.size(parent).isPresent()) {
          found.add(node);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The roots and all that can be reached from them, here or not. A manifest of a type that is not
   * known reaches whatever digest stands in its text.
   *
   * @throws StoreException when a manifest cannot be read, so that the answer is not known
   */
  Set<Digest> reachable(Roots roots) throws IOException {
    lock.lock();
    try {
      Optional<OrasException> broken = refresh(roots);
      if (broken.isPresent()) {
        throw unknown(broken.get());
      }
      Set<Digest> reached = new HashSet<>();
      Set<Digest> mentioned = new HashSet<>();
      Deque<Descriptor> open = new ArrayDeque<>();
      roots.list().forEach(root -> open.add(root.descriptor()));
      while (!open.isEmpty()) {
        Digest next = open.remove().digest();
        Node node = nodes.get(next);
        // What was read before and is gone now keeps nothing.
        if (reached.add(next) && node != null && blobs.size(next).isPresent()) {
          node.successors().forEach(open::add);
          if (!node.descriptor().mediaType().isManifest()) {
            mentioned(node.descriptor())
                .map(match -> Digest.parse(match.group()))
                .forEach(mentioned::add);
          }
        }
      }
      reached.addAll(mentioned);
      return reached;
    } finally {
      lock.unlock();
    }
  }

  private Stream<MatchResult> mentioned(Descriptor unknown) throws IOException {
    if (blobs.size(unknown.digest()).isEmpty() || unknown.size() > context.maxManifestSize()) {
      return Stream.empty();
    }
    try (InputStream in = blobs.open(unknown.digest())) {
      byte[] text = in.readNBytes(context.maxManifestSize());
      return DIGEST.matcher(new String(text, StandardCharsets.ISO_8859_1)).results();
    }
  }

  private StoreException unknown(OrasException broken) {
    return new StoreException(
        "the graph in " + blobs + " is not known as a whole: " + broken.getMessage(), broken);
  }

  /**
   * What is missing is no error (image-spec v1.1.1, image-layout.md, "Blobs"); what is broken is.
   */
  private Optional<OrasException> refresh(Roots roots) throws IOException {
    Deque<Descriptor> open = new ArrayDeque<>(pending.values());
    if (!roots.equals(seen)) {
      roots.list().forEach(root -> open.add(root.descriptor()));
    }
    pending.clear();
    OrasException broken = null;
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      if (next.mediaType().isBlob() || nodes.containsKey(next.digest())) {
        continue;
      }
      try {
        Node node = read(next);
        nodes.put(next.digest(), node);
        node.successors()
            .forEach(
                successor -> {
                  parents
                      .computeIfAbsent(successor.digest(), d -> new LinkedHashSet<>())
                      .add(next.digest());
                });
        node.manifests().forEach(open::add);
      } catch (NotFoundException e) {
        pending.put(next.digest(), next);
      } catch (OrasException e) {
        pending.put(next.digest(), next);
        broken = e;
      }
    }
    seen = roots;
    return Optional.ofNullable(broken);
  }

  private Node read(Descriptor descriptor) throws IOException {
    boolean tooLarge = descriptor.size() > context.maxManifestSize();
    if (tooLarge && !descriptor.mediaType().isManifest()) {
      return new Node(descriptor.plain(), null);
    }
    RawManifest raw = readManifest(blobs, descriptor, context);
    Manifest manifest = raw.manifest().orElse(null);
    return manifest == null
        ? new Node(raw.descriptor().plain(), null)
        : new Node(
            raw.descriptor()
                .plain()
                .withArtifactType(manifest.effectiveArtifactType().orElse(null))
                .withAnnotations(manifest.annotations()),
            manifest);
  }

  /** Reads, verifies and parses a manifest. */
  static RawManifest readManifest(Blobs blobs, Descriptor descriptor, StoreContext context)
      throws IOException {
    checkSize(descriptor, context);
    try (InputStream in = VerifyingInputStream.of(blobs.open(descriptor.digest()), descriptor)) {
      return context.codec().read(descriptor, in.readAllBytes());
    }
  }

  static void checkSize(Descriptor descriptor, StoreContext context) throws LimitExceededException {
    if (descriptor.size() > context.maxManifestSize()) {
      throw new LimitExceededException(
          "the manifest %s has %s bytes, at most %s are read"
              .formatted(descriptor.digest(), descriptor.size(), context.maxManifestSize()));
    }
  }
}
