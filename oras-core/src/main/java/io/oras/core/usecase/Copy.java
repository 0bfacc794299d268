package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.Signer;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.GraphCopy;
import io.oras.core.graph.GraphCopy.PlannedTransfer;
import io.oras.core.options.CopyOptions;
import io.oras.core.store.BatchStore;
import io.oras.core.store.MemoryStore;
import io.oras.core.target.TargetOpener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies artifacts from one target to another. */
public final class Copy {
  private final ClientContext client;
  private final OperationContext operation;
  private final GraphCopy graphs;

  /** Creates the operation of a client. */
  public Copy(ClientContext client, OperationContext operation) {
    this.client = client;
    this.operation = operation;
    this.graphs = new GraphCopy(client.codec(), client.limits(), client.executor());
  }

  /**
   * What was copied.
   *
   * @param manifest the root, after platforms were chosen
   * @param referrers that were copied with it
   * @param signers who signed it, if the trust policy asked for that
   */
  public record Copied(RawManifest manifest, List<Descriptor> referrers, List<Signer> signers) {}

  /**
   * What a copy would do.
   *
   * @param manifest the root, after platforms were chosen
   * @param steps one for each digest that was looked at, children before parents
   * @param referrers that would be copied with it
   */
  public record Planned(
      RawManifest manifest, List<PlannedTransfer> steps, List<Descriptor> referrers) {}

  /**
   * Where an artifact is copied to.
   *
   * @param opener of the target, which is not opened if the digest differs
   * @param digest that the copied manifest must have, or null
   * @param tags that name the manifest
   * @param name of the location, in messages
   */
  public record Destination(
      TargetOpener opener, @Nullable Digest digest, List<String> tags, String name) {}

  /** Copies the artifact that {@code reference} names. */
  public Copied run(ReadOnlyTarget source, String reference, Destination to, CopyOptions options)
      throws IOException {
    RawManifest root = root(source, reference, options);
    requireDigest(root, to);
    CopyReach scope = scope(source, options);
    return to.opener()
        .write(
            operation,
            destination ->
                BatchStore.batched(
                    destination,
                    target -> {
                      graphs.copy(root, source, target, to.tags(), scope.plan());
                      scope.setCosignTags(target);
                      return copied(root, scope, source);
                    }));
  }

  private static Copied copied(RawManifest root, CopyReach scope, ReadOnlyTarget source)
      throws IOException {
    return new Copied(root, scope.referrers(), CheckedSource.signers(source, root.digest()));
  }

  private CopyReach scope(ReadOnlyTarget source, CopyOptions options) {
    return new CopyReach(client, operation, source, options);
  }

  private static void requireDigest(RawManifest root, Destination to)
      throws ContentVerificationException {
    Digest wanted = to.digest();
    Descriptor found = root.descriptor();
    if (wanted != null && !wanted.equals(found.digest())) {
      throw new ContentVerificationException(
          Descriptor.of(found.mediaType(), wanted, found.size()),
          "the manifest to copy has the digest %s, but the destination is %s"
              .formatted(found.digest(), to.name()));
    }
  }

  private RawManifest root(ReadOnlyTarget source, String reference, CopyOptions options)
      throws IOException {
    try {
      return new TargetReader(client).manifest(source, reference, List.of(), options.platforms());
    } catch (OrasException e) {
      throw e.with(ErrorContext.none().withSide(OrasException.Side.SOURCE));
    }
  }

  /** Returns what {@link #run} would do; a destination that does not exist is an empty one. */
  public Planned plan(ReadOnlyTarget source, String reference, Destination to, CopyOptions options)
      throws IOException {
    RawManifest root = root(source, reference, options);
    requireDigest(root, to);
    CopyReach scope = scope(source, options);
    List<PlannedTransfer> steps =
        to.opener()
            .readIfExists(
                operation,
                new MemoryStore(client.storeContext(Access.WRITE)),
                destination -> graphs.rehearse(root, source, destination, to.tags(), scope.plan()));
    return new Planned(root, steps, scope.referrers());
  }

  /**
   * Copies artifacts under their tags, one after the other. The destination is not opened before
   * the first artifact has been found.
   *
   * @return one for each tag, in the order of the tags
   */
  public List<Copied> tags(
      ReadOnlyTarget source, TargetOpener to, List<String> tags, CopyOptions options)
      throws IOException {
    RawManifest first = tags.isEmpty() ? null : root(source, tags.get(0), options);
    return to.write(
        operation,
        destination ->
            BatchStore.batched(
                destination,
                target -> {
                  List<Copied> copied = new ArrayList<>();
                  for (String tag : tags) {
                    RawManifest root =
                        first != null && copied.isEmpty() ? first : root(source, tag, options);
                    CopyReach scope = scope(source, options);
                    graphs.copy(root, source, target, List.of(tag), scope.plan());
                    scope.setCosignTags(target);
                    copied.add(copied(root, scope, source));
                  }
                  return copied;
                }));
  }
}
