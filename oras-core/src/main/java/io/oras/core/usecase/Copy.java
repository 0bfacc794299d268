package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.TagLister;
import io.oras.api.content.Target;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.reference.ArtifactName;
import io.oras.core.CopiedTag;
import io.oras.core.TransferPlan;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.GraphCopy;
import io.oras.core.options.CopyOptions;
import io.oras.core.store.BatchStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies artifacts from one target to another. */
public final class Copy {
  /** Where registries without a referrers API keep what their own clients write. */
  private static final Pattern REFERRERS_TAG =
      Pattern.compile("sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64}");

  private final Session session;
  private final OperationContext operation;
  private final GraphCopy graphs;

  /** Works in this session, for this operation. */
  public Copy(Session session, OperationContext operation) {
    this.session = session;
    this.operation = operation;
    this.graphs = new GraphCopy(session.codec(), session.limits(), session.executor());
  }

  /** Opens a target to write to. */
  @FunctionalInterface
  public interface Opening {
    /** Returns the target of that name, which the caller closes. */
    Target open(ArtifactName name) throws IOException;
  }

  /**
   * Copies the artifact that {@code reference} names. The destination is opened after the source
   * was read and its digest compared, so a refused copy creates nothing.
   *
   * @param to whose tag names the artifact beside the tags of the options, and whose digest, if it
   *     has one, must be that of the copied manifest
   */
  public RawManifest run(
      ReadOnlyTarget source,
      String reference,
      ArtifactName to,
      Opening opening,
      CopyOptions options)
      throws IOException {
    RawManifest root = root(source, reference, options);
    requireDigest(root, to);
    try (Target destination = opening.open(to)) {
      return send(root, source, destination, to.tag().orElse(null), options);
    }
  }

  /**
   * Copies the artifact that {@code reference} names to a target that is open.
   *
   * @param tag names it at the destination beside the tags of the options, or null
   */
  public RawManifest run(
      ReadOnlyTarget source,
      String reference,
      Target destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    return send(root(source, reference, options), source, destination, tag, options);
  }

  private RawManifest send(
      RawManifest root,
      ReadOnlyTarget source,
      Target destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    CopyPlan plan = scope(source, options).plan();
    List<String> tags = Push.tags(tag, options.tags());
    return BatchStore.batched(
        destination,
        target -> {
          graphs.copy(root, source, target, tags, plan);
          return root;
        });
  }

  private CopyScope scope(ReadOnlyTarget source, CopyOptions options) {
    return new CopyScope(session, operation, source, options);
  }

  private static void requireDigest(RawManifest root, ArtifactName to)
      throws ContentVerificationException {
    Digest wanted = to.digest().orElse(null);
    Descriptor found = root.descriptor();
    if (wanted != null && !wanted.equals(found.digest())) {
      throw new ContentVerificationException(
          Descriptor.of(found.mediaType(), wanted, found.size()),
          "the manifest to copy has the digest %s, but the destination is %s"
              .formatted(found.digest(), to));
    }
  }

  private RawManifest root(ReadOnlyTarget source, String reference, CopyOptions options)
      throws IOException {
    try {
      return new Resolve(session).manifest(source, reference, options.platforms());
    } catch (OrasException e) {
      throw e.with(ErrorContext.none().withSide(OrasException.Side.SOURCE));
    }
  }

  /** Returns what {@link #run} to a named destination would do. */
  public TransferPlan plan(
      ReadOnlyTarget source,
      String reference,
      ReadOnlyTarget destination,
      ArtifactName to,
      CopyOptions options)
      throws IOException {
    RawManifest root = root(source, reference, options);
    requireDigest(root, to);
    return plan(root, source, destination, to.tag().orElse(null), options);
  }

  /** Returns what {@link #run} would do. */
  public TransferPlan plan(
      ReadOnlyTarget source,
      String reference,
      ReadOnlyTarget destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    return plan(root(source, reference, options), source, destination, tag, options);
  }

  private TransferPlan plan(
      RawManifest root,
      ReadOnlyTarget source,
      ReadOnlyTarget destination,
      @Nullable String tag,
      CopyOptions options)
      throws IOException {
    CopyScope scope = scope(source, options);
    List<String> tags = Push.tags(tag, options.tags());
    List<TransferPlan.Step> steps = graphs.rehearse(root, source, destination, tags, scope.plan());
    return new TransferPlan(root, steps, scope.referrers());
  }

  /**
   * Copies artifacts under their tags, one after the other.
   *
   * @param tags which; empty for all but those of the referrers tag schema, which the destination
   *     writes for itself
   */
  public List<CopiedTag> tags(
      ReadOnlyTarget source, Target destination, List<String> tags, CopyOptions options)
      throws IOException {
    return BatchStore.batched(
        destination,
        target -> batch(source, target, tags.isEmpty() ? tags(source) : tags, options));
  }

  private List<CopiedTag> batch(
      ReadOnlyTarget source, Target destination, List<String> tags, CopyOptions options)
      throws IOException {
    List<CopiedTag> copied = new ArrayList<>();
    for (String tag : tags) {
      RawManifest root = root(source, tag, options);
      CopyScope scope = scope(source, options);
      graphs.copy(root, source, destination, List.of(tag), scope.plan());
      copied.add(new CopiedTag(tag, root, scope.referrers()));
    }
    return copied;
  }

  /** A layout may have such a name, and a target would take it for content. */
  private static boolean isDigest(String tag) {
    try {
      Digest.parse(tag);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The tags that people gave, and not clients for themselves. */
  public static List<String> tags(ReadOnlyTarget source) throws IOException {
    if (!(source instanceof TagLister lister)) {
      throw new UnsupportedException(source + " cannot list tags; name those to copy");
    }
    try (Stream<String> tags = lister.tags(null)) {
      return tags.filter(tag -> !REFERRERS_TAG.matcher(tag).matches())
          .filter(tag -> !isDigest(tag))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
