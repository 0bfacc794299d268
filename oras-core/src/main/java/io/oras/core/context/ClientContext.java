package io.oras.core.context;

import io.oras.api.content.ManifestCodec;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext;
import io.oras.core.options.Limits;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The settings of a client and the services that its operations share. Thread safe.
 *
 * @param executor of transfers
 */
public record ClientContext(
    ClientSettings settings, ServiceProviders providers, ManifestCodec codec, Executor executor) {
  /** Returns the limits of content. */
  public Limits limits() {
    return settings.limits();
  }

  /** Returns the clock that tells when an artifact was created. */
  public Clock clock() {
    return settings.time().clock();
  }

  /** Returns the environment of the program. */
  public Environment environment() {
    return settings.environment();
  }

  /** Returns what stores are opened with. */
  public StoreContext storeContext(StoreContext.Access access) {
    return new Stores(this, access);
  }

  private record Stores(ClientContext client, Access access) implements StoreContext {
    @Override
    public ManifestCodec codec() {
      return client.codec;
    }

    @Override
    public Environment environment() {
      return client.environment();
    }

    @Override
    public int maxManifestSize() {
      return Limit.MANIFEST_BYTES.in(client.limits()).asInt();
    }

    @Override
    public ArchiveProvider archives(String format) {
      return client.providers.archive(format);
    }

    @Override
    public CompressionProvider compression(String format) {
      return client.providers.compression(format);
    }
  }
}
