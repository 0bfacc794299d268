package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.Signer;
import io.oras.core.usecase.Pull;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that a pull wrote. Immutable.
 *
 * <pre>{@code
 * for (PullResult.PulledFile pulled : app.pull("v1", Path.of("out")).files()) {
 *   System.out.println(pulled.path() + " " + pulled.descriptor().digest());
 * }
 * }</pre>
 */
public final class PullResult {
  /** A file, or a folder that was unpacked. Immutable. */
  public static final class PulledFile {
    private final Path path;
    private final Descriptor descriptor;

    private PulledFile(Path path, Descriptor descriptor) {
      this.path = path;
      this.descriptor = descriptor;
    }

    /** Returns the absolute path. */
    public Path path() {
      return path;
    }

    /** Returns the descriptor of the layer. */
    public Descriptor descriptor() {
      return descriptor;
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  private final RawManifest manifest;
  private final ArtifactLocation location;
  private final List<PulledFile> files;
  private final List<Descriptor> skipped;
  private final List<Signer> signers;

  PullResult(Repository repository, Pull.Pulled pulled) {
    this.manifest = pulled.manifest();
    this.location = repository.at(manifest.descriptor().digest());
    this.files =
        pulled.files().stream()
            .map(file -> new PulledFile(file.path(), file.descriptor()))
            .toList();
    this.skipped = List.copyOf(pulled.skipped());
    this.signers = List.copyOf(pulled.signers());
  }

  /** Returns the manifest that was pulled: for the platform, or the referrer, of the options. */
  public RawManifest manifest() {
    return manifest;
  }

  /** Returns the repository with the digest of the manifest. */
  public ArtifactLocation location() {
    return location;
  }

  /** Returns the files, in the order of the layers. */
  public List<PulledFile> files() {
    return files;
  }

  /** Returns the layers and configs that have no file name and are not empty, so were left out. */
  public List<Descriptor> skipped() {
    return skipped;
  }

  /**
   * Returns who signed the artifact, if the trust policy of the client needed signatures: the
   * signatures that satisfied the policy. Empty otherwise.
   */
  public List<Signer> signers() {
    return signers;
  }
}
