package io.oras.core;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.ClientClosedException;
import io.oras.api.event.TransferListener;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.transport.HttpTransport;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.concurrent.WorkerThreads;
import io.oras.core.context.CoreStoreContext;
import io.oras.core.context.CredentialChoice;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.OperationContext;
import io.oras.core.context.RunningOperations;
import io.oras.core.context.ServiceProviders;
import io.oras.core.http.ChainContext;
import io.oras.core.http.Endpoints;
import io.oras.core.http.RegistryChain;
import io.oras.core.http.SteadyClock;
import io.oras.core.http.TracingTransport;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.CallOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.Limits;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import io.oras.core.options.WireTrace;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.target.CachedRepository;
import io.oras.core.target.ContentCache;
import io.oras.core.target.TargetFactory;
import io.oras.core.target.TargetOpener;
import io.oras.core.usecase.Session;
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
 * What an {@link Oras} is made of. Nothing of HTTP is made before a registry is named: a layout
 * needs no transport.
 */
final class Engine implements AutoCloseable {
  private final ServiceProviders providers;
  private final Limits limits;
  private final TargetFactory opener;
  private final Session session;
  private final TrustGate trust;
  private final Clock clock;
  private final RunningOperations operations;
  private final ExecutorService executor = WorkerThreads.newPool();
  private final HttpSettings http;
  private final ChainRecipe recipe;
  private final @Nullable Path stateFolder;
  private final @Nullable Path cacheFolder;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RegistryChain chain;
  private @Nullable RegistryClient registries;
  private @Nullable ContentCache cache;
  private volatile boolean closed;

  /** What the chain will be made of, as the builder had it. */
  private record ChainRecipe(
      @Nullable HttpTransport transport,
      @Nullable String transportName,
      @Nullable WireTrace trace,
      List<CredentialProvider> credentials,
      InstalledCredentials installedCredentials,
      RetryPolicy retry,
      Duration responseTimeout,
      Sleeper sleeper,
      String userAgent,
      int connectionsPerHost,
      int connectionsPerBlob) {}

  Engine(OrasBuilder builder) {
    providers = builder.providers.newInstances();
    limits = builder.limits;
    stateFolder = builder.stateFolder;
    cacheFolder = builder.cacheFolder;
    Environment environment = builder.hooks.environment().orElseGet(Environment::ofProcess);
    http = new HttpSettings(builder, environment);
    recipe =
        new ChainRecipe(
            builder.transport,
            builder.transportName,
            builder.trace,
            List.copyOf(builder.credentials),
            builder.installedCredentials,
            builder.retry,
            builder.responseTimeout,
            builder.hooks.sleeper(),
            builder.userAgent,
            builder.connectionsPerHost,
            builder.connectionsPerBlob);
    clock = SteadyClock.unlessGiven(builder.hooks.clock());
    ManifestCodec codec = new JsonManifestCodec();
    session = new Session(providers, codec, limits, executor, builder.hooks.clock(), environment);
    trust = new TrustGate(trustPolicy(builder, environment));
    operations =
        new RunningOperations(
            limits, clock, builder.hooks.sleeper(), executor, builder.timeout, builder.listener);
    opener = new TargetFactory(providers, codec, limits, environment, this::repository);
  }

  TargetFactory opener() {
    return opener;
  }

  /** Returns a handle without settings of its own. */
  Repository repository(TargetOpener target) {
    return new Repository(this, target, CallOptions.defaults());
  }

  Session session() {
    return session;
  }

  /** Returns what applies the trust policy to the places that operations read. */
  TrustGate trust() {
    return trust;
  }

  private TrustGate.@Nullable Opening trustPolicy(OrasBuilder builder, Environment environment) {
    TrustPolicy given = builder.policy;
    if (given != null) {
      return () -> given;
    }
    Optional<Path> file = Optional.ofNullable(builder.policyFile);
    return file.isPresent() || builder.systemPolicy
        ? () -> providers.trustPolicies().open(file, environment)
        : null;
  }

  Endpoints endpoints() {
    return http.endpoints();
  }

  /** Creates an operation: the timeout of the call counts before that of the handle. */
  OperationContext operation(
      String name,
      Object target,
      CallOptions defaults,
      Optional<Duration> timeout,
      TransferListener listener) {
    return operations.create(
        name, target, timeout.or(defaults::timeout), defaults.listener().andThen(listener));
  }

  private ReadOnlyTarget repository(RepositoryName name, Access access, OperationContext operation)
      throws IOException {
    RemoteRepository repository = new RemoteRepository(registries(), operation, name, access);
    ContentCache kept = access == Access.READ ? cache(operation.events()) : null;
    return kept == null ? repository : new CachedRepository(repository, kept, operation.events());
  }

  private @Nullable ContentCache cache(EventPublisher events) throws IOException {
    lock.lock();
    try {
      if (cache == null && cacheFolder != null) {
        cache =
            new ContentCache(
                cacheFolder,
                new CoreStoreContext(
                    providers, session.codec(), limits, Access.WRITE, session.environment()),
                events);
      }
      return cache;
    } finally {
      lock.unlock();
    }
  }

  /** What all conversations with registries share; made with the first of them. */
  RegistryClient registries() throws ClientClosedException {
    lock.lock();
    try {
      if (closed) {
        throw new ClientClosedException();
      }
      if (registries == null) {
        chain = new RegistryChain(context());
        registries =
            new RegistryClient(
                chain,
                http.endpoints(),
                session.codec(),
                limits,
                recipe.sleeper(),
                executor,
                stateFolder,
                new RegistryCapabilities(),
                new RangeBudget(
                    session.clock(),
                    Math.min(recipe.connectionsPerBlob(), recipe.connectionsPerHost())));
      }
      return registries;
    } finally {
      lock.unlock();
    }
  }

  /** The same registries for a client that knows one credential and no token. */
  RegistryClient registriesWith(CredentialProvider only) throws ClientClosedException {
    lock.lock();
    try {
      RegistryClient all = registries();
      return all.withHttp(Objects.requireNonNull(chain).with(only));
    } finally {
      lock.unlock();
    }
  }

  private ChainContext context() {
    List<CredentialProvider> asked = new ArrayList<>(recipe.credentials());
    recipe
        .installedCredentials()
        .preferred()
        .ifPresent(
            name ->
                asked.add(
                    CredentialChoice.of(name, providers.credentials(), session.environment())));
    // Last, because whatever fails after it would lose it.
    HttpTransport transport = recipe.transport();
    if (transport == null) {
      transport = providers.transport(recipe.transportName()).create(http);
    }
    SentSecrets secrets = new SentSecrets(session.environment());
    if (recipe.trace() != null) {
      transport = new TracingTransport(transport, recipe.trace(), clock, secrets);
    }
    return new ChainContext(
        transport,
        asked,
        http.endpoints(),
        recipe.retry(),
        limits,
        recipe.responseTimeout(),
        clock,
        recipe.sleeper(),
        recipe.userAgent(),
        () -> ThreadLocalRandom.current().nextDouble(),
        secrets,
        recipe.connectionsPerHost());
  }

  @Override
  public void close() {
    try {
      opener.close();
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
