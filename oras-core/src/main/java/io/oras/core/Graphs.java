package io.oras.core;

import io.oras.api.content.Deleter;
import io.oras.api.content.GarbageCollector;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.reference.ArtifactName;
import io.oras.core.options.CopyOptions;
import io.oras.core.usecase.Copy;
import io.oras.core.usecase.Delete;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with graphs of artifacts as a whole: backups, indexes, a look ahead, cleaning up.
 *
 * <p>Made by {@link Oras#graphs()}; thread safe, and of use until that is closed.
 */
public final class Graphs {
  private final Engine engine;

  Graphs(Engine engine) {
    this.engine = engine;
  }

  /**
   * What {@link Oras#copy(ArtifactName, ArtifactName, CopyOptions)} would do, without writing
   * anything; a layout that is not there is not created. The hooks of the options choose successors
   * and hear nothing else.
   */
  public TransferPlan plan(ArtifactName from, ArtifactName to, CopyOptions options)
      throws IOException {
    String reference = Engine.identifier(from);
    return engine.run(
        "plan",
        to,
        options.timeout(),
        options.listener(),
        operation -> {
          try (ReadOnlyTarget source = engine.opener().forReading(from, operation);
              ReadOnlyTarget destination = engine.opener().forReadingIfThere(to, operation)) {
            return new Copy(engine.session(), operation)
                .plan(source, reference, destination, to, options);
          }
        });
  }

  /** What a copy between targets, which stay open, would do. */
  public TransferPlan plan(
      ReadOnlyTarget source,
      String reference,
      ReadOnlyTarget destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    return engine.run(
        "plan",
        destination,
        options.timeout(),
        options.listener(),
        operation ->
            new Copy(engine.session(), operation)
                .plan(source, reference, destination, tag, options));
  }

  /**
   * Copies artifacts under their tags, one after the other: a backup when the destination is a
   * layout, a restore when the source is. What is there is not sent again, so a copy that was
   * stopped goes on where it was.
   *
   * @param from tag and digest are not looked at, neither are those of {@code to}
   * @param tags which; empty for all but those of the referrers tag schema, which the destination
   *     writes for itself
   * @param options whose tags are not looked at
   */
  public List<CopiedTag> copyTags(
      ArtifactName from, ArtifactName to, List<String> tags, CopyOptions options)
      throws IOException {
    return engine.run(
        "copyTags",
        to,
        options.timeout(),
        options.listener(),
        operation -> {
          try (ReadOnlyTarget source = engine.opener().forReading(from, operation);
              Target destination = engine.opener().forWriting(to, operation)) {
            return new Copy(engine.session(), operation).tags(source, destination, tags, options);
          }
        });
  }

  /** Copies artifacts under their tags between targets, which stay open. */
  public List<CopiedTag> copyTags(
      ReadOnlyTarget source, Target destination, List<String> tags, CopyOptions options)
      throws IOException {
    return engine.run(
        "copyTags",
        destination,
        options.timeout(),
        options.listener(),
        operation ->
            new Copy(engine.session(), operation).tags(source, destination, tags, options));
  }

  /** The tags that {@link #copyTags} takes when it is given none, in the order of the target. */
  public List<String> tags(ReadOnlyTarget target) throws IOException {
    return Copy.tags(target);
  }

  /** An empty index to fill with manifests of the target, which stays open. */
  public IndexEditor newIndex(Target target) {
    return new IndexEditor(engine.session(), target, ImageIndex.of(List.of()));
  }

  /**
   * The index that has this tag or digest, to make another of it.
   *
   * @throws UnsupportedException when it is no index
   */
  public IndexEditor editIndex(Target target, String reference) throws IOException {
    return new IndexEditor(
        engine.session(), target, IndexEditor.index(engine.session(), target, reference));
  }

  /**
   * Deletes what the name names together with all that refers to it, referrers first.
   *
   * @return what was deleted, in that order
   * @throws UnsupportedException when the target does not delete
   */
  public List<Descriptor> deleteWithReferrers(ArtifactName name) throws IOException {
    String reference = Engine.identifier(name);
    return engine.run(
        "deleteWithReferrers",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            if (target instanceof Deleter deleter) {
              return new Delete(engine.session(), operation).run(target, deleter, reference);
            }
            throw new UnsupportedException(name + " cannot delete");
          }
        });
  }

  /**
   * Removes what nothing in the store reaches any more, as far as nobody has relied on it lately.
   *
   * @return what was removed
   * @throws UnsupportedException when the target does that by itself, or not at all
   */
  public List<Digest> collectGarbage(ArtifactName name) throws IOException {
    return engine.run(
        "collectGarbage",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            if (target instanceof GarbageCollector collector) {
              return collector.collectGarbage();
            }
            throw new UnsupportedException(
                name + " has no garbage that can be collected from here");
          }
        });
  }
}
