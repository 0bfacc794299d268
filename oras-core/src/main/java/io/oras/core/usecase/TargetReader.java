package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.context.ClientContext;
import io.oras.core.graph.PlatformSelector;
import io.oras.core.graph.SourceReader;
import io.oras.core.options.FetchOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Resolves references of a target, and reads manifests by them. */
public record TargetReader(ClientContext client) {
  /** Returns the descriptor; without a platform, the target is asked for no more. */
  public Descriptor descriptor(ReadOnlyTarget target, String reference, Optional<Platform> platform)
      throws IOException {
    return platform.isEmpty()
        ? target.resolve(reference)
        : manifest(target, reference, List.of(), platform.stream().toList()).descriptor();
  }

  /** Returns the descriptor that the options choose. */
  public Descriptor descriptor(ReadOnlyTarget target, String reference, FetchOptions options)
      throws IOException {
    return options.acceptManifests().isEmpty()
        ? descriptor(target, reference, options.platform())
        : manifest(target, reference, options).descriptor();
  }

  /** Returns the manifest that the options choose; it has no view if it cannot be parsed. */
  public RawManifest manifest(ReadOnlyTarget target, String reference, FetchOptions options)
      throws IOException {
    List<Platform> platform = options.platform().stream().toList();
    return platform.isEmpty()
        ? fetchUnchecked(target, reference, options.acceptManifests())
        : manifest(target, reference, options.acceptManifests(), platform);
  }

  /** Returns the manifest, of one of these types, for these platforms if there are any. */
  RawManifest manifest(
      ReadOnlyTarget target, String reference, List<MediaType> accept, List<Platform> platforms)
      throws IOException {
    CheckedSource checked = target.capability(CheckedSource.class).orElse(null);
    if (platforms.isEmpty() || checked == null) {
      RawManifest root = fetch(target, reference, accept);
      return platforms.isEmpty() ? root : platforms(target).choose(root, platforms);
    }
    return checked.fetchChosen(
        reference, accept, (from, root) -> platforms(from).choose(root, platforms));
  }

  private PlatformSelector platforms(ReadOnlyTarget target) {
    return new PlatformSelector(client.codec(), target, client.limits());
  }

  /**
   * Returns the manifest of that name, of one of these types, as it is: a document that cannot be
   * parsed has no view.
   *
   * @param accept what to ask a registry for; empty for all types that are known
   */
  RawManifest fetchUnchecked(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    RawManifest manifest = fetchAny(target, reference, accept);
    if (!accept.isEmpty() && !accept.contains(manifest.descriptor().mediaType())) {
      throw new UnsupportedException(
          "%s has the type %s, but the accepted types are %s"
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
    return source(target).manifestIfPossible(target.resolve(reference));
  }

  /** As {@link #fetchUnchecked}, and fails if a document of a known type cannot be parsed. */
  RawManifest fetch(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    RawManifest manifest = fetchUnchecked(target, reference, accept);
    if (manifest.view().isEmpty()) {
      try {
        client.codec().decode(manifest.bytes(), manifest.descriptor().mediaType());
      } catch (InvalidManifestException e) {
        throw e.with(ErrorContext.doing("reading " + reference + " of " + target));
      }
    }
    return manifest;
  }

  /** Returns the manifest of that name. */
  RawManifest fetch(ReadOnlyTarget target, String reference) throws IOException {
    return fetch(target, reference, List.of());
  }

  /** Returns what reads documents from the target, within the limits. */
  SourceReader source(ReadOnlyTarget target) {
    return new SourceReader(target, client.codec(), client.limits());
  }
}
