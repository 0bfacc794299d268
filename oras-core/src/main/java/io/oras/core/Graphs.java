package io.oras.core;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.reference.ArtifactName;
import io.oras.core.options.CopyOptions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bridge to the methods of {@link Oras} and {@link Repository}; deleted with its callers. */
public final class Graphs {
  private final Oras oras;

  Graphs(Oras oras) {
    this.oras = oras;
  }

  public TransferPlan plan(ArtifactName from, ArtifactName to, CopyOptions options)
      throws IOException {
    return oras.plan(oras.at(from), oras.at(to), options);
  }

  public TransferPlan plan(
      ReadOnlyTarget source,
      String reference,
      ReadOnlyTarget destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    Repository to = oras.repository(destination);
    return oras.plan(
        oras.repository(source).at(reference), tag == null ? to.untagged() : to.at(tag), options);
  }

  public List<CopyResult> copyTags(
      ArtifactName from, ArtifactName to, List<String> tags, CopyOptions options)
      throws IOException {
    try (Repository source = oras.at(from).repository();
        Repository destination = oras.at(to).repository()) {
      return tags.isEmpty()
          ? oras.copyAllTags(source, destination, options)
          : oras.copyTags(source, destination, tags, options);
    }
  }

  public List<CopyResult> copyTags(
      ReadOnlyTarget source, Target destination, List<String> tags, CopyOptions options)
      throws IOException {
    return tags.isEmpty()
        ? oras.copyAllTags(oras.repository(source), oras.repository(destination), options)
        : oras.copyTags(oras.repository(source), oras.repository(destination), tags, options);
  }

  public List<String> tags(ReadOnlyTarget target) throws IOException {
    return oras.repository(target).tags(o -> o.includeReferrersTags(false));
  }

  public IndexEditor newIndex(Target target) {
    return oras.repository(target).newIndex();
  }

  public IndexEditor editIndex(Target target, String reference) throws IOException {
    return oras.repository(target).editIndex(reference);
  }

  public List<Descriptor> deleteWithReferrers(ArtifactName name) throws IOException {
    ArtifactLocation of = oras.at(name);
    return of.repository().deleteWithReferrers(of.reference());
  }

  public List<Digest> collectGarbage(ArtifactName name) throws IOException {
    return oras.at(name).repository().collectGarbage();
  }
}
