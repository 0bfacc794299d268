package io.oras.core.store;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.Manifest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which manifest refers to what, read from the manifests themselves: from the roots down, when
 * first asked, and from then on what the roots have gained. What stands in a root, an index or a
 * subject is a manifest, whatever its media type.
 *
 * <p>The graph keeps digests, media types and sizes. Annotations are read again when they are asked
 * for. Manifests are known by digest, since an {@code index.json} may give another media type than
 * a parent does. Each manifest is read once, so the walk ends whatever the manifests say. Thread
 * safe.
 */
final class ManifestGraph {
  /**
   * A manifest that was read.
   *
   * @param descriptor without annotations and data
   * @param successors the children and the subject, each once
   */
  private record Node(Descriptor descriptor, List<Digest> successors, @Nullable Digest subject) {}

  private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

  /** About how many bytes the objects for one reference take, without their texts. */
  private static final int OBJECTS = 300;

  private final BlobStorage blobs;
  private final DocumentReader documents;
  private final long maxHeldBytes;
  private final Mutex lock = new Mutex();
  private final Map<Digest, Node> nodes = new LinkedHashMap<>();
  private final Map<Digest, List<Digest>> parents = new LinkedHashMap<>();

  /** Manifests that are pointed to and could not be read yet. */
  private final Map<Digest, Descriptor> pending = new LinkedHashMap<>();

  private LayoutIndex seen = LayoutIndex.NONE;
  private long heldBytes;

  /** Creates a graph that takes at most half of the heap. */
  ManifestGraph(BlobStorage blobs, DocumentReader documents) {
    this(blobs, documents, Runtime.getRuntime().maxMemory() / 2);
  }

  ManifestGraph(BlobStorage blobs, DocumentReader documents, long maxHeldBytes) {
    this.blobs = blobs;
    this.documents = documents;
    this.maxHeldBytes = maxHeldBytes;
  }

  /** Returns the media type and size under which a manifest is known, if it is. */
  Optional<Descriptor> find(LayoutIndex roots, Digest digest) throws IOException {
    return lock.get(
        () -> {
          refresh(roots);
          return Optional.ofNullable(nodes.get(digest)).map(Node::descriptor);
        });
  }

  /**
   * Returns the manifests that have the digest among their children or as their subject and are
   * still there, with artifact type and annotations. A manifest that cannot be read has neither.
   */
  Stream<Descriptor> predecessors(LayoutIndex roots, Digest digest) throws IOException {
    return described(parents(roots, digest));
  }

  /**
   * Returns the manifests whose subject this is, as {@link #predecessors}. Each is read again when
   * the stream comes to it; a failure is an {@link UncheckedIOException}.
   */
  Stream<Descriptor> referrers(LayoutIndex roots, Digest digest) throws IOException {
    return described(
        parents(roots, digest).stream().filter(node -> digest.equals(node.subject)).toList());
  }

  private List<Node> parents(LayoutIndex roots, Digest digest) throws IOException {
    return lock.get(
        () -> {
          refresh(roots);
          List<Node> found = new ArrayList<>();
          for (Digest parent : parents.getOrDefault(digest, List.of())) {
            Node node = nodes.get(parent);
            if (node != null && blobs.size(parent).isPresent()) {
              found.add(node);
            }
          }
          return found;
        });
  }

  private Stream<Descriptor> described(List<Node> found) {
    return found.stream().map(Node::descriptor).flatMap(this::described);
  }

  private Stream<Descriptor> described(Descriptor descriptor) {
    try {
      Manifest manifest =
          readManifest(descriptor)
              .view()
              .orElseThrow(() -> new StoreException("no manifest " + descriptor.digest()));
      return Stream.of(
          descriptor
              .withArtifactType(manifest.effectiveArtifactType().orElse(null))
              .withAnnotations(manifest.annotations()));
    } catch (NotFoundException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the roots and all that can be reached from them, here or not. A manifest of a type that
   * is not known reaches whatever digest stands in its text.
   *
   * @throws StoreException if a manifest cannot be read, so that the answer is not known
   */
  Set<Digest> reachable(LayoutIndex roots) throws IOException {
    return lock.get(
        () -> {
          Optional<OrasException> broken = refresh(roots);
          if (broken.isPresent()) {
            throw unknown(broken.get());
          }
          Set<Digest> reached = new HashSet<>();
          Set<Digest> mentioned = new HashSet<>();
          Deque<Digest> open = new ArrayDeque<>();
          roots.list().forEach(root -> open.add(root.descriptor().digest()));
          while (!open.isEmpty()) {
            Digest next = open.remove();
            Node node = nodes.get(next);
            // What was read before and is gone now keeps nothing.
            if (reached.add(next) && node != null && blobs.size(next).isPresent()) {
              open.addAll(node.successors);
              if (!node.descriptor.mediaType().isManifest()) {
                mentioned(node.descriptor)
                    .map(match -> Digest.parse(match.group()))
                    .forEach(mentioned::add);
              }
            }
          }
          reached.addAll(mentioned);
          return reached;
        });
  }

  private Stream<MatchResult> mentioned(Descriptor unknown) throws IOException {
    if (blobs.size(unknown.digest()).isEmpty() || !documents.fits(unknown)) {
      return Stream.empty();
    }
    try (InputStream in = blobs.open(unknown.digest())) {
      byte[] text = in.readNBytes(documents.limit().asInt());
      return DIGEST.matcher(new String(text, StandardCharsets.ISO_8859_1)).results();
    }
  }

  private StoreException unknown(OrasException broken) {
    return new StoreException(
        "the graph in " + blobs + " has a manifest that cannot be read: " + broken.getMessage(),
        broken);
  }

  /**
   * Reads what the roots have gained. What is missing is no error (image-spec v1.1.1,
   * image-layout.md, "Blobs"); what is broken is.
   */
  private Optional<OrasException> refresh(LayoutIndex roots) throws IOException {
    Deque<Descriptor> open = new ArrayDeque<>(pending.values());
    if (!roots.equals(seen)) {
      roots.list().forEach(root -> open.add(root.descriptor()));
    }
    pending.clear();
    OrasException broken = null;
    while (!open.isEmpty()) {
      Descriptor next = open.remove().plain();
      if (next.mediaType().isBlob() || nodes.containsKey(next.digest())) {
        continue;
      }
      RawManifest raw;
      try {
        raw = read(next);
      } catch (NotFoundException e) {
        pending.put(next.digest(), next);
        continue;
      } catch (OrasException e) {
        pending.put(next.digest(), next);
        broken = e;
        continue;
      }
      if (raw == null) {
        open.addAll(add(next, null));
      } else {
        open.addAll(add(raw.descriptor().plain(), raw.view().orElse(null)));
      }
    }
    seen = roots;
    return Optional.ofNullable(broken);
  }

  /** Returns null for content of an unknown type that is too large for a manifest. */
  private @Nullable RawManifest read(Descriptor descriptor) throws IOException {
    return documents.fits(descriptor) || descriptor.mediaType().isManifest()
        ? readManifest(descriptor)
        : null;
  }

  /** Adds a manifest, and returns the manifests that it refers to. */
  private List<Descriptor> add(Descriptor descriptor, @Nullable Manifest manifest)
      throws LimitExceededException {
    Digest digest = descriptor.digest();
    Set<Digest> successors = new LinkedHashSet<>();
    List<Descriptor> manifests = new ArrayList<>();
    Descriptor subject = manifest == null ? null : manifest.subject();
    if (manifest != null) {
      List<Descriptor> all = new ArrayList<>(manifest.children());
      if (subject != null) {
        all.add(subject);
      }
      for (Descriptor successor : all) {
        if (manifest.isManifest(successor)) {
          manifests.add(successor.plain());
        }
        if (successors.add(successor.digest())) {
          hold(successor);
          parents.computeIfAbsent(successor.digest(), d -> new ArrayList<>(1)).add(digest);
        }
      }
    }
    nodes.put(
        digest,
        new Node(descriptor, List.copyOf(successors), subject == null ? null : subject.digest()));
    return manifests;
  }

  private void hold(Descriptor reference) throws LimitExceededException {
    heldBytes +=
        OBJECTS
            + reference.mediaType().value().length()
            + reference.digest().algorithm().length()
            + reference.digest().encoded().length();
    if (heldBytes > maxHeldBytes) {
      throw new LimitExceededException(
          "the manifests in %s have more references than fit into %s bytes of memory"
              .formatted(blobs, maxHeldBytes));
    }
  }

  private RawManifest readManifest(Descriptor descriptor) throws IOException {
    byte[] bytes = documents.read("manifest", descriptor, () -> blobs.open(descriptor.digest()));
    return documents.codec().read(descriptor, bytes);
  }
}
