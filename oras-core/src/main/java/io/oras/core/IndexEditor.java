package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.content.Target;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.json.ImageConfigJson;
import io.oras.core.usecase.PushManifest;
import io.oras.core.usecase.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index of manifests that are in a target already. The same steps give the same bytes as
 * {@code oras manifest index create} and {@code update} do. For one thread.
 */
public final class IndexEditor {
  private static final Set<MediaType> STANDARD_CONFIGS =
      Set.of(MediaType.OCI_CONFIG, MediaType.DOCKER_CONFIG, MediaType.OCI_EMPTY);

  private final Session session;
  private final Target target;
  private final List<Descriptor> manifests;
  private ImageIndex index;

  IndexEditor(Session session, Target target, ImageIndex start) {
    this.session = session;
    this.target = target;
    this.index = start;
    this.manifests = new ArrayList<>(start.manifests());
  }

  static ImageIndex index(Session session, Target target, String reference) throws IOException {
    RawManifest raw = session.fetch(target, reference);
    if (raw.view().orElse(null) instanceof ImageIndex index) {
      return index;
    }
    throw new UnsupportedException(
        "%s is not an index, but of type %s".formatted(reference, raw.descriptor().mediaType()));
  }

  /**
   * Appends a manifest; an image gets the platform that its config states.
   *
   * @param reference its tag or digest in the target
   * @return the entry
   */
  public Descriptor add(String reference) throws IOException {
    RawManifest raw = session.fetch(target, reference);
    Manifest manifest =
        raw.view()
            .orElseThrow(
                () ->
                    new UnsupportedException(
                        reference
                            + " is not a manifest: its type "
                            + raw.descriptor().mediaType()
                            + " is unknown"));
    Descriptor entry =
        raw.descriptor()
            .plain()
            .withPlatform(platform(manifest))
            .withArtifactType(artifactType(manifest));
    manifests.add(entry);
    return entry;
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
    byte[] content = session.reader(target).document("config", config);
    try {
      Platform platform = ImageConfigJson.platform(content, config);
      return platform.os().isEmpty() && platform.architecture().isEmpty() ? null : platform;
    } catch (InvalidManifestException e) {
      return null;
    }
  }

  /**
   * Appends the entries of another index, as they are there.
   *
   * @param reference its tag or digest in the target
   * @return the entries
   */
  public List<Descriptor> merge(String reference) throws IOException {
    List<Descriptor> entries = index(session, target, reference).manifests();
    manifests.addAll(entries);
    return entries;
  }

  /**
   * Removes all entries of a manifest.
   *
   * @throws NotFoundException when there is none
   */
  public void remove(Digest digest) throws NotFoundException {
    if (!manifests.removeIf(entry -> entry.digest().equals(digest))) {
      throw new NotFoundException(digest + " does not exist in the index");
    }
  }

  /** Says what kind of artifact the index is, or with null that it is of none. */
  public void artifactType(@Nullable MediaType artifactType) {
    index =
        new ImageIndex(
            index.mediaType(), artifactType, List.of(), index.subject(), index.annotations());
  }

  /** Replaces the annotations of the index. */
  public void annotations(Map<String, String> annotations) {
    index =
        new ImageIndex(
            index.mediaType(), index.artifactType(), List.of(), index.subject(), annotations);
  }

  /** The index as it is now; nothing is written. */
  public RawManifest pack() {
    return session
        .codec()
        .write(
            new ImageIndex(
                index.mediaType(),
                index.artifactType(),
                manifests,
                index.subject(),
                index.annotations()));
  }

  /**
   * Stores the index in the target.
   *
   * @param tags that name it; empty for none
   * @return the index, as it is there now
   */
  public RawManifest push(List<String> tags) throws IOException {
    RawManifest packed = pack();
    new PushManifest(session).run(packed, target, tags);
    return packed;
  }
}
