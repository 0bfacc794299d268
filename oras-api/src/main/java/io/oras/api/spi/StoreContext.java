package io.oras.api.spi;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.MissingProviderException;

/**
 * What a store is opened with. Every method but {@link #codec} has a default, and minor versions
 * may add some.
 */
public interface StoreContext {
  /** What a store is opened for. */
  enum Access {
    /** Reading: the store must exist and is not changed. */
    READ,
    /** Reading and writing: the store is created when it is not there. */
    WRITE
  }

  /** Parses and writes manifests, within the limits of the library. */
  ManifestCodec codec();

  /** Returns the access for which the store is opened; {@link Access#WRITE} by default. */
  default Access access() {
    return Access.WRITE;
  }

  /** Returns the environment that the program runs with; that of this process by default. */
  default Environment environment() {
    return Environment.ofProcess();
  }

  /** Returns the maximum size of a manifest in bytes; 4 MiB by default. */
  default int maxManifestSize() {
    return 4 << 20;
  }

  /**
   * Returns the archive provider for a format; the library has a use for {@code tar}.
   *
   * @throws MissingProviderException if there is none, which is the default
   */
  default ArchiveProvider archives(String format) {
    throw new MissingProviderException(
        "no ArchiveProvider for '" + format + "' is installed; add an artifact that has one");
  }

  /**
   * Returns the compression provider for a format that core does not contain, such as {@code zstd}.
   *
   * @throws MissingProviderException when there is none, which is the default
   */
  default CompressionProvider compression(String format) {
    throw new MissingProviderException(
        "no CompressionProvider for '" + format + "' is installed; add an artifact that has one");
  }
}
