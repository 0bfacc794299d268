package io.oras.core.usecase;

import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.context.ClientContext;
import io.oras.core.json.ImageConfigJson;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what the entry of a manifest in an index says, as {@code oras manifest index} does. */
public record IndexEdits(ClientContext client, ReadOnlyTarget target) {
  private static final Set<MediaType> STANDARD_CONFIGS =
      Set.of(MediaType.OCI_CONFIG, MediaType.DOCKER_CONFIG, MediaType.OCI_EMPTY);

  /** Returns the entry for a manifest; an image gets the platform that its config states. */
  public Descriptor entry(String reference) throws IOException {
    RawManifest raw = new TargetReader(client).fetch(target, reference);
    Manifest manifest =
        raw.view()
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        reference
                            + " is not a manifest: its type "
                            + raw.descriptor().mediaType()
                            + " is unknown"));
    return raw.descriptor()
        .plain()
        .withPlatform(platform(manifest))
        .withArtifactType(artifactType(manifest));
  }

  /** Older artifacts say their type by that of their config. */
  private static @Nullable MediaType artifactType(Manifest manifest) {
    if (manifest.artifactType() != null || !(manifest instanceof ImageManifest image)) {
      return manifest.artifactType();
    }
    Descriptor config = image.config();
    return config == null || STANDARD_CONFIGS.contains(config.mediaType())
        ? null
        : config.mediaType();
  }

  /** What calls itself an image config and is none states no platform. */
  private @Nullable Platform platform(Manifest manifest) throws IOException {
    if (!(manifest instanceof ImageManifest image)) {
      return null;
    }
    Descriptor config = image.config();
    if (config == null) {
      return null;
    }
    boolean known =
        config.mediaType().equals(MediaType.OCI_CONFIG)
            || config.mediaType().equals(MediaType.DOCKER_CONFIG);
    if (!known) {
      return null;
    }
    byte[] content = new TargetReader(client).source(target).document("config", config);
    try {
      Platform platform = ImageConfigJson.platform(content, config);
      return platform.os().isEmpty() && platform.architecture().isEmpty() ? null : platform;
    } catch (InvalidManifestException e) {
      return null;
    }
  }
}
