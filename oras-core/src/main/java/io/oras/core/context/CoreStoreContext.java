package io.oras.core.context;

import io.oras.api.content.ManifestCodec;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext;
import io.oras.core.options.Limits;

/**
 * What core opens stores with.
 *
 * @param providers of archives and compressions
 * @param codec of manifests
 * @param limits of manifests
 * @param access what the store is opened for
 * @param environment of the program
 */
public record CoreStoreContext(
    ServiceProviders providers,
    ManifestCodec codec,
    Limits limits,
    Access access,
    Environment environment)
    implements StoreContext {
  @Override
  public int maxManifestSize() {
    return limits.manifestBytes();
  }

  @Override
  public ArchiveProvider archives(String format) {
    return providers.archive(format);
  }

  @Override
  public CompressionProvider compression(String format) {
    return providers.compression(format).orElseGet(() -> StoreContext.super.compression(format));
  }
}
