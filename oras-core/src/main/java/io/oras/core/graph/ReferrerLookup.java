package io.oras.core.graph;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.Predecessors;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferrerLister;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.context.OperationBudget;
import io.oras.core.options.Limits;
import io.oras.core.stream.HeldBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a target what refers to a manifest, whichever way it can tell. */
public final class ReferrerLookup {
  /** The length of media type, digest and size of an entry, with their names. */
  private static final int FIELDS = 200;

  private final ReadOnlyTarget target;
  private final SourceReader manifests;
  private final OperationBudget budget;

  /**
   * Creates a reader of lists.
   *
   * @param budget counts the entries of all lists, which callers hold
   */
  public ReferrerLookup(
      ReadOnlyTarget target, ManifestCodec codec, Limits limits, OperationBudget budget) {
    this.target = target;
    this.budget = budget;
    this.manifests = new SourceReader(target, codec, limits);
  }

  /**
   * Returns the manifests whose subject this is, each once, in the target's order.
   *
   * @param artifactType only these, or null for all
   * @throws LimitExceededException if this list and those before exceed the budget
   * @throws UnsupportedException when the target tells nothing of what points to what
   */
  public List<Descriptor> of(Descriptor subject, @Nullable MediaType artifactType)
      throws IOException {
    ReferrerLister lister = target.capability(ReferrerLister.class).orElse(null);
    if (lister != null) {
      try (Stream<Descriptor> listed =
          lister.referrers(subject, Optional.ofNullable(artifactType))) {
        Set<Descriptor> found = new LinkedHashSet<>();
        for (Descriptor referrer : (Iterable<Descriptor>) listed::iterator) {
          if (found.add(referrer)) {
            count(referrer);
          }
        }
        return List.copyOf(found);
      } catch (LimitExceededException e) {
        throw e.with(
            ErrorContext.doing(
                "listing referrers of %s in %s".formatted(subject.digest(), target)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    Predecessors graph =
        target
            .capability(Predecessors.class)
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        target
                            + " cannot list referrers: it is neither a ReferrerLister nor a"
                            + " Predecessors"));
    return among(graph.predecessors(subject), subject, artifactType);
  }

  /** Counts an entry by its text, and by the fields that every entry has. */
  private void count(Descriptor referrer) throws LimitExceededException {
    budget.listEntry();
    budget.heldBytes(FIELDS + HeldBytes.of(referrer));
  }

  /** What cannot be read refers to nothing. */
  private @Nullable Manifest view(Descriptor predecessor) throws IOException {
    try {
      return manifests.manifest(predecessor).view().orElse(null);
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
        Descriptor referrer =
            predecessor.plain().withArtifactType(type).withAnnotations(manifest.annotations());
        count(referrer);
        found.add(referrer);
      }
    }
    return found;
  }
}
