package io.oras.core.usecase;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext;
import io.oras.core.context.CoreStoreContext;
import io.oras.core.context.ServiceProviders;
import io.oras.core.graph.SourceReader;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What every use case works with.
 *
 * @param providers of archives
 * @param codec reads and writes manifests
 * @param limits of what is held and followed
 * @param executor whose threads move content
 * @param clock tells when an artifact was created
 * @param environment of the program
 */
public record Session(
    ServiceProviders providers,
    ManifestCodec codec,
    Limits limits,
    Executor executor,
    Clock clock,
    Environment environment) {

  /** What stores of this session are opened with, for writing. */
  StoreContext storeContext() {
    return new CoreStoreContext(providers, codec, limits, StoreContext.Access.WRITE, environment);
  }

  /**
   * Returns the manifest of that name, of one of these types, as it is: a document that cannot be
   * parsed has no view.
   *
   * @param accept what to ask a registry for; empty for all types that are known
   */
  public RawManifest fetchUnchecked(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    RawManifest manifest = fetchAny(target, reference, accept);
    if (!accept.isEmpty() && !accept.contains(manifest.descriptor().mediaType())) {
      throw new UnsupportedException(
          "%s is a %s, asked for %s"
              .formatted(reference, manifest.descriptor().mediaType(), accept));
    }
    return manifest;
  }

  /** Fetches in one exchange where the target can. */
  private RawManifest fetchAny(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    ReferenceFetcher fetcher = target.capability(ReferenceFetcher.class).orElse(null);
    if (fetcher != null) {
      return accept.isEmpty()
          ? fetcher.fetchReference(reference)
          : fetcher.fetchReference(reference, accept);
    }
    return reader(target).manifestIfPossible(target.resolve(reference));
  }

  /** As {@link #fetchUnchecked}, and fails if a document of a known type cannot be parsed. */
  RawManifest fetch(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    RawManifest manifest = fetchUnchecked(target, reference, accept);
    if (manifest.view().isEmpty()) {
      try {
        codec.decode(manifest.bytes(), manifest.descriptor().mediaType());
      } catch (InvalidManifestException e) {
        throw e.with(ErrorContext.doing("reading " + reference + " of " + target));
      }
    }
    return manifest;
  }

  /** Returns the manifest of that name. */
  public RawManifest fetch(ReadOnlyTarget target, String reference) throws IOException {
    return fetch(target, reference, List.of());
  }

  /** Returns what reads documents from the target, within the limits. */
  public SourceReader reader(ReadOnlyTarget target) {
    return new SourceReader(target, codec, limits);
  }
}
