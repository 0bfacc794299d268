package io.oras.core.runtime;

import io.oras.api.spi.Environment;
import io.oras.api.spi.RegistryResolver;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.ServiceProviders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The resolver of a client, opened when it is first needed. Thread safe. */
final class LazyResolver {
  private final ServiceProviders providers;
  private final Environment environment;
  private final boolean configured;
  private final Optional<Path> file;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RegistryResolver resolver;

  LazyResolver(
      ClientSettings.Resolution resolution, ServiceProviders providers, Environment environment) {
    this.providers = providers;
    this.environment = environment;
    configured = resolution.configured();
    file = Optional.ofNullable(resolution.file());
    resolver = resolution.resolver();
  }

  /**
   * Returns the resolver; null if names lead to themselves.
   *
   * @throws IOException if the configuration cannot be read; the next call tries again
   */
  @Nullable RegistryResolver get() throws IOException {
    lock.lock();
    try {
      if (resolver == null && configured) {
        resolver = providers.registryResolver().open(file, environment);
      }
      return resolver;
    } finally {
      lock.unlock();
    }
  }
}
