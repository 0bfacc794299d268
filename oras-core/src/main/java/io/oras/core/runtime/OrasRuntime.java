package io.oras.core.runtime;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.ClientClosedException;
import io.oras.api.event.TransferListener;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.concurrent.WorkerThreads;
import io.oras.core.context.ClientContext;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.CredentialChoice;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.OperationContext;
import io.oras.core.context.RunningOperations;
import io.oras.core.context.ServiceProviders;
import io.oras.core.http.ChainContext;
import io.oras.core.http.Endpoints;
import io.oras.core.http.NetworkConfig;
import io.oras.core.http.RegistryChain;
import io.oras.core.http.SteadyClock;
import io.oras.core.http.TracingTransport;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.CallOptions;
import io.oras.core.options.WireTrace;
import io.oras.core.registry.RemoteRegistry;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.target.CachedRepository;
import io.oras.core.target.ContentCache;
import io.oras.core.target.TargetFactory;
import io.oras.core.usecase.TrustGate;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Composes the parts of a client. The transport and the request chain are created when a registry
 * is first named: a layout needs neither. Thread safe.
 */
public final class OrasRuntime implements AutoCloseable {
  private final ClientSettings settings;
  private final ExecutorService executor = WorkerThreads.newPool();
  private final ClientContext client;
  private final TargetFactory targets;
  private final TrustGate trust;
  private final Clock clock;
  private final RunningOperations operations;
  private final Endpoints endpoints;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RegistryChain chain;
  private @Nullable RegistryClient registries;
  private @Nullable ContentCache cache;
  private volatile boolean closed;

  /** Creates the parts that need no registry. */
  public OrasRuntime(ClientSettings settings, ServiceProviders providers) {
    this.settings = settings;
    client = new ClientContext(settings, providers, new JsonManifestCodec(), executor);
    endpoints = new Endpoints(settings.registries()::of);
    clock = SteadyClock.unlessGiven(settings.time().clock());
    trust = new TrustGate(trustPolicy());
    operations =
        new RunningOperations(
            settings.limits(),
            clock,
            settings.time().sleeper(),
            executor,
            settings.timeout(),
            settings.observers().listener());
    targets = new TargetFactory(client, this::repository);
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

  private TrustGate.@Nullable Opening trustPolicy() {
    ClientSettings.Trust choice = settings.trust();
    TrustPolicy given = choice.policy();
    if (given != null) {
      return () -> given;
    }
    Optional<Path> file = Optional.ofNullable(choice.file());
    return file.isPresent() || choice.system()
        ? () -> client.providers().trustPolicies().open(file, settings.environment())
        : null;
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
  public RemoteRegistry registry(String name, OperationContext operation)
      throws ClientClosedException {
    return new RemoteRegistry(registries(), operation, name);
  }

  /** Returns a registry, for an operation that knows one credential and no token. */
  public RemoteRegistry registry(String name, OperationContext operation, CredentialProvider only)
      throws ClientClosedException {
    lock.lock();
    try {
      RegistryClient all = registries();
      return new RemoteRegistry(
          all.withHttp(Objects.requireNonNull(chain).with(only)), operation, name);
    } finally {
      lock.unlock();
    }
  }

  private ReadOnlyTarget repository(RepositoryName name, Access access, OperationContext operation)
      throws IOException {
    RemoteRepository repository = new RemoteRepository(registries(), operation, name, access);
    ContentCache kept = access == Access.READ ? cache(operation.events()) : null;
    return kept == null ? repository : new CachedRepository(repository, kept, operation.events());
  }

  private @Nullable ContentCache cache(EventPublisher events) throws IOException {
    Path folder = settings.folders().cache();
    lock.lock();
    try {
      if (cache == null && folder != null) {
        cache = new ContentCache(folder, client.storeContext(Access.WRITE), events);
      }
      return cache;
    } finally {
      lock.unlock();
    }
  }

  private RegistryClient registries() throws ClientClosedException {
    lock.lock();
    try {
      if (closed) {
        throw new ClientClosedException();
      }
      if (registries == null) {
        ClientSettings.Network network = settings.network();
        chain = new RegistryChain(chainContext());
        registries =
            new RegistryClient(
                chain,
                endpoints,
                client.codec(),
                settings.limits(),
                settings.time().sleeper(),
                executor,
                settings.folders().state(),
                new RegistryCapabilities(),
                new RangeBudget(
                    settings.time().clock(),
                    Math.min(network.connectionsPerBlob(), network.connectionsPerHost())));
      }
      return registries;
    } finally {
      lock.unlock();
    }
  }

  private ChainContext chainContext() {
    List<CredentialProvider> asked = new ArrayList<>(settings.credentials().providers());
    settings
        .credentials()
        .installed()
        .preferred()
        .ifPresent(
            name ->
                asked.add(
                    CredentialChoice.of(
                        name, client.providers().credentials(), settings.environment())));
    // Last, since a failure after it would leak it.
    HttpTransport transport = settings.transport().given();
    if (transport == null) {
      transport =
          client
              .providers()
              .transport(settings.transport().name())
              .create(new NetworkConfig(settings, endpoints));
    }
    SentSecrets secrets = new SentSecrets(settings.environment());
    WireTrace trace = settings.observers().trace();
    if (trace != null) {
      transport = new TracingTransport(transport, trace, clock, secrets);
    }
    return new ChainContext(
        transport,
        asked,
        endpoints,
        settings.retry(),
        settings.limits(),
        settings.network().responseTimeout(),
        clock,
        settings.time().sleeper(),
        settings.network().userAgent(),
        () -> ThreadLocalRandom.current().nextDouble(),
        secrets,
        settings.network().connectionsPerHost());
  }

  @Override
  public void close() {
    try {
      targets.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  private void end() {
    RegistryChain open;
    lock.lock();
    try {
      closed = true;
      open = chain;
      chain = null;
    } finally {
      lock.unlock();
    }
    operations.close();
    executor.shutdownNow();
    if (open != null) {
      open.close();
    }
  }
}
