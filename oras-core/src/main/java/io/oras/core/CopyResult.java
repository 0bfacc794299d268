package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.Signer;
import io.oras.core.usecase.Copy;
import java.util.List;

/** An artifact that was copied. Immutable. */
public final class CopyResult {
  private final RawManifest manifest;
  private final ArtifactLocation location;
  private final List<String> tags;
  private final List<Descriptor> referrers;
  private final List<Signer> signers;

  CopyResult(Copy.Copied copied, Repository destination, List<String> tags) {
    this.manifest = copied.manifest();
    this.location = destination.at(manifest.descriptor().digest());
    this.tags = List.copyOf(tags);
    this.referrers = List.copyOf(copied.referrers());
    this.signers = List.copyOf(copied.signers());
  }

  /**
   * Returns the manifest that was copied, with its exact bytes: the one that the source names, or
   * the one for the chosen platforms.
   */
  public RawManifest manifest() {
    return manifest;
  }

  /** Returns the digest of the manifest. */
  public Digest digest() {
    return manifest.descriptor().digest();
  }

  /** Returns the destination with the digest of the manifest. */
  public ArtifactLocation location() {
    return location;
  }

  /** Returns the tags that the copy set at the destination, each once. */
  public List<String> tags() {
    return tags;
  }

  /**
   * Returns the referrers that were copied with the artifact, direct and indirect, in no particular
   * order; empty unless the options ask for referrers.
   */
  public List<Descriptor> referrers() {
    return referrers;
  }

  /**
   * Returns who signed the artifact, if the trust policy of the client needed signatures: the
   * signatures that satisfied the policy. Empty otherwise.
   */
  public List<Signer> signers() {
    return signers;
  }

  /** Returns the location as text. */
  @Override
  public String toString() {
    return location.toString();
  }
}
