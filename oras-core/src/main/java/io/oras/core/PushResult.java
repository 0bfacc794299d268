package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Digest;
import java.util.List;

/**
 * The manifest that a push, an attach or an {@link IndexEditor} stored. Immutable.
 *
 * <pre>{@code
 * PushResult pushed = app.push("v1", artifact);
 * System.out.println(pushed.location()); // ghcr.io/team/app@sha256:...
 * }</pre>
 */
public final class PushResult {
  private final RawManifest manifest;
  private final ArtifactLocation location;
  private final List<String> tags;

  PushResult(RawManifest manifest, Repository repository, List<String> tags) {
    this.manifest = manifest;
    this.location = repository.at(manifest.descriptor().digest());
    this.tags = List.copyOf(tags);
  }

  /** Returns the manifest with its exact bytes. */
  public RawManifest manifest() {
    return manifest;
  }

  /** Returns the digest of the manifest. */
  public Digest digest() {
    return manifest.descriptor().digest();
  }

  /** Returns the repository with the digest of the manifest. */
  public ArtifactLocation location() {
    return location;
  }

  /** Returns the tags that the push set, each once, in the order they were given. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the location as text, such as {@code ghcr.io/team/app@sha256:...}. */
  @Override
  public String toString() {
    return location.toString();
  }
}
