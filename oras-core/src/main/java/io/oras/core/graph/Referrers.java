package io.oras.core.graph;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.Predecessors;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferrerLister;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a target what refers to a manifest, whichever way it can tell. */
public final class Referrers {
  private final ReadOnlyTarget target;
  private final GraphSource manifests;

  /** Asks this target. */
  public Referrers(ReadOnlyTarget target, ManifestCodec codec, Limits limits) {
    this.target = target;
    this.manifests = new GraphSource(target, codec, limits);
  }

  /**
   * The manifests whose subject this is, each once, in the target's order.
   *
   * @param artifactType only these, or null for all
   * @throws UnsupportedException when the target tells nothing of what points to what
   */
  public List<Descriptor> of(Descriptor subject, @Nullable MediaType artifactType)
      throws IOException {
    if (target instanceof ReferrerLister lister) {
      try (Stream<Descriptor> listed = lister.referrers(subject, artifactType)) {
        return listed.distinct().toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    if (target instanceof Predecessors graph) {
      return among(graph.predecessors(subject), subject, artifactType);
    }
    throw new UnsupportedException(target + " cannot tell what refers to " + subject.digest());
  }

  /** What cannot be read refers to nothing. */
  private @Nullable Manifest view(Descriptor predecessor) throws IOException {
    try {
      return manifests.manifest(predecessor).manifest().orElse(null);
    } catch (InvalidManifestException e) {
      return null;
    }
  }

  /** An index that has it among its manifests is a predecessor as well, and no referrer. */
  private List<Descriptor> among(
      List<Descriptor> predecessors, Descriptor subject, @Nullable MediaType artifactType)
      throws IOException {
    List<Descriptor> found = new ArrayList<>();
    for (Descriptor predecessor : predecessors) {
      Manifest manifest = view(predecessor);
      if (manifest == null
          || manifest.subject() == null
          || !manifest.subject().digest().equals(subject.digest())) {
        continue;
      }
      MediaType type = manifest.effectiveArtifactType().orElse(null);
      if (artifactType == null || artifactType.equals(type)) {
        found.add(
            predecessor.plain().withArtifactType(type).withAnnotations(manifest.annotations()));
      }
    }
    return found;
  }
}
