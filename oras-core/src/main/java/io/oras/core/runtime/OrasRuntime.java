package io.oras.core.runtime;

import io.oras.api.event.TransferListener;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.transport.Origin;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.concurrent.Lazy;
import io.oras.core.concurrent.Mutex;
import io.oras.core.concurrent.WorkerThreads;
import io.oras.core.context.ClientContext;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.OperationContext;
import io.oras.core.context.RunningOperations;
import io.oras.core.context.ServiceProviders;
import io.oras.core.http.Endpoints;
import io.oras.core.http.SteadyClock;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.CallOptions;
import io.oras.core.registry.RemoteRegistry;
import io.oras.core.target.ContentCache;
import io.oras.core.target.FailedEndpoints;
import io.oras.core.target.RegistryRoutes;
import io.oras.core.target.TargetFactory;
import io.oras.core.usecase.TrustGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Composes the parts of a client. The transport and the request chain are created when a registry
 * is first named: a layout needs neither. Thread safe.
 */
public final class OrasRuntime implements AutoCloseable {
  private final ClientSettings settings;
  private final ExecutorService executor;
  private final ClientContext client;
  private final TargetFactory targets;
  private final TrustGate trust;
  private final RunningOperations operations;
  private final Endpoints endpoints;
  private final RegistryClients clients;
  private final Lazy<Optional<RegistryResolver>> resolver = new Lazy<>(this::openResolver);
  private final Mutex lock = new Mutex();
  private @Nullable ContentCache cache;

  /** Creates the parts that need no registry. */
  public OrasRuntime(ClientSettings settings, ServiceProviders providers) {
    this.settings = settings;
    executor = WorkerThreads.newPool(settings.threads());
    client = new ClientContext(settings, providers, new JsonManifestCodec(), executor);
    endpoints = new Endpoints(settings.registries()::of);
    Clock clock = SteadyClock.unlessGiven(settings.time().clock());
    trust = new TrustGate(trustPolicy());
    operations =
        new RunningOperations(
            settings.limits(),
            clock,
            settings.time().sleeper(),
            executor,
            settings.timeout(),
            settings.observers().listener());
    clients = new RegistryClients(client, clock);
    targets =
        new TargetFactory(
            client,
            new RegistryRoutes(
                resolver,
                clients::open,
                operation -> cache(operation.events()),
                new FailedEndpoints(clock)));
  }

  /** Returns the factory of targets. */
  public TargetFactory targets() {
    return targets;
  }

  /** Returns the settings and services that operations share. */
  public ClientContext client() {
    return client;
  }

  /** Returns what applies the trust policy to the places that operations read. */
  public TrustGate trust() {
    return trust;
  }

  private @Nullable Lazy<TrustPolicy> trustPolicy() {
    ClientSettings.Trust choice = settings.trust();
    TrustPolicy given = choice.policy();
    if (given != null) {
      return new Lazy<>(() -> given);
    }
    Optional<Path> file = Optional.ofNullable(choice.file());
    return file.isPresent() || choice.system()
        ? new Lazy<>(() -> client.providers().trustPolicies().open(file, settings.environment()))
        : null;
  }

  private Optional<RegistryResolver> openResolver() throws IOException {
    ClientSettings.Resolution choice = settings.resolution();
    return choice.resolver() == null && choice.configured()
        ? Optional.of(
            client
                .providers()
                .registryResolver()
                .open(Optional.ofNullable(choice.file()), settings.environment()))
        : Optional.ofNullable(choice.resolver());
  }

  /** Returns where a registry answers. */
  public Origin origin(String registry) {
    return endpoints.origin(registry);
  }

  /** Creates an operation. The timeout of the call takes precedence over that of the handle. */
  public OperationContext operation(
      String name,
      Object target,
      CallOptions defaults,
      Optional<Duration> timeout,
      TransferListener listener) {
    return operations.create(
        name, target, timeout.or(defaults::timeout), defaults.listener().andThen(listener));
  }

  /** Returns a registry, for an operation. */
  public RemoteRegistry registry(String name, OperationContext operation) throws IOException {
    return new RemoteRegistry(clients.of(name, isInsecure(name), operation), operation, name);
  }

  /** Returns a registry, for an operation that knows one credential and no token. */
  public RemoteRegistry registry(String name, OperationContext operation, CredentialProvider only)
      throws IOException {
    return new RemoteRegistry(
        clients.with(only, name, isInsecure(name), operation), operation, name);
  }

  private boolean isInsecure(String registry) throws IOException {
    Optional<RegistryResolver> configured = resolver.get();
    return configured.isPresent() && configured.get().isInsecure(registry);
  }

  private Optional<ContentCache> cache(EventPublisher events) throws IOException {
    Path folder = settings.folders().cache();
    lock.run(
        () -> {
          if (cache == null && folder != null) {
            cache = new ContentCache(folder, client.storeContext(Access.WRITE), events);
          }
        });
    return Optional.ofNullable(cache);
  }

  @Override
  public void close() throws IOException {
    try {
      targets.close();
    } finally {
      operations.close();
      executor.shutdownNow();
      clients.close();
    }
  }
}
