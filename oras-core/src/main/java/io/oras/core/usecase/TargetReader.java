package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.graph.PlatformSelector;
import io.oras.core.json.ImageConfigJson;
import io.oras.core.options.FetchOptions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a name to what it names. */
public final class TargetReader {
  private final Session session;

  /** In this session. */
  public TargetReader(Session session) {
    this.session = session;
  }

  /** The descriptor; without a platform, the target is asked for no more. */
  public Descriptor descriptor(ReadOnlyTarget target, String reference, @Nullable Platform platform)
      throws IOException {
    return platform == null
        ? target.resolve(reference)
        : manifest(target, reference, platform).descriptor();
  }

  /**
   * Returns the manifest, or the one for the platform if that is not null. Without a platform it
   * has no view if it cannot be parsed.
   */
  public RawManifest manifest(ReadOnlyTarget target, String reference, @Nullable Platform platform)
      throws IOException {
    return platform == null
        ? session.fetchUnchecked(target, reference, List.of())
        : manifest(target, reference, List.of(), platform);
  }

  /** Returns the descriptor that the options choose. */
  public Descriptor descriptor(ReadOnlyTarget target, String reference, FetchOptions options)
      throws IOException {
    return options.acceptManifests().isEmpty()
        ? descriptor(target, reference, options.platform().orElse(null))
        : manifest(target, reference, options).descriptor();
  }

  /** Returns the manifest that the options choose; it has no view if it cannot be parsed. */
  public RawManifest manifest(ReadOnlyTarget target, String reference, FetchOptions options)
      throws IOException {
    Platform platform = options.platform().orElse(null);
    return platform == null
        ? session.fetchUnchecked(target, reference, options.acceptManifests())
        : manifest(target, reference, options.acceptManifests(), platform);
  }

  /** The manifest, asking for these types under its name, for the platform when there is one. */
  RawManifest manifest(
      ReadOnlyTarget target, String reference, List<MediaType> accept, @Nullable Platform platform)
      throws IOException {
    return platform == null
        ? session.fetch(target, reference, accept)
        : chosen(target, reference, accept, (from, root) -> platforms(from).choose(root, platform));
  }

  /** The manifest, for these platforms when there are some. */
  RawManifest manifest(ReadOnlyTarget target, String reference, List<Platform> platforms)
      throws IOException {
    return platforms.isEmpty()
        ? session.fetch(target, reference)
        : chosen(
            target, reference, List.of(), (from, root) -> platforms(from).choose(root, platforms));
  }

  private RawManifest chosen(
      ReadOnlyTarget target,
      String reference,
      List<MediaType> accept,
      CheckedSource.Chooser chooser)
      throws IOException {
    CheckedSource checked = target.capability(CheckedSource.class).orElse(null);
    return checked == null
        ? chooser.choose(target, session.fetch(target, reference, accept))
        : checked.fetchChosen(reference, accept, chooser);
  }

  private PlatformSelector platforms(ReadOnlyTarget target) {
    return new PlatformSelector(
        session.codec(), target, session.limits(), ImageConfigJson::platform);
  }
}
