package io.oras.tests.remote;

import io.oras.api.event.TransferListener;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.core.context.OperationContext;
import io.oras.core.context.RunningOperations;
import io.oras.core.http.ChainContext;
import io.oras.core.http.Endpoints;
import io.oras.core.http.RegistryChain;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.client.ResponseBudget;
import io.oras.core.wire.SentSecrets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/** What one program has: a chain that waits for nothing, and a memory. */
final class Program implements AutoCloseable {
  private static final Sleeper HASTY = duration -> {};

  private final RegistryChain chain;
  private final RegistryClient context;

  Program(RegistrySettings settings, Path stateFolder) {
    this(
        settings,
        stateFolder,
        6,
        new RangeBudget(Clock.systemUTC(), 1, ResponseBudget.unlimited()));
  }

  /**
   * Creates a program.
   *
   * @param permits how many requests one host gets at the same time
   */
  Program(RegistrySettings settings, Path stateFolder, int permits, RangeBudget ranges) {
    this(settings, stateFolder, permits, ranges, transport());
  }

  /** Creates a program, which closes the transport. */
  Program(
      RegistrySettings settings,
      Path stateFolder,
      int permits,
      RangeBudget ranges,
      HttpTransport transport) {
    Endpoints endpoints = new Endpoints(registry -> settings);
    chain =
        new RegistryChain(
            new ChainContext(
                transport,
                List.of(),
                "log in",
                endpoints,
                RetryPolicy.defaults(),
                Limits.defaults(),
                Duration.ofSeconds(60),
                Clock.systemUTC(),
                HASTY,
                "oras-tests",
                () -> 0,
                new SentSecrets(),
                permits));
    context =
        new RegistryClient(
            chain,
            endpoints,
            new JsonManifestCodec(),
            Limits.defaults(),
            HASTY,
            Runnable::run,
            stateFolder,
            new RegistryCapabilities(),
            ranges,
            /* resumes= */ true);
  }

  /** Returns a new transport of the provider that is installed. */
  static HttpTransport transport() {
    return ServiceLoader.load(HttpTransportProvider.class)
        .findFirst()
        .orElseThrow()
        .create(TransportConfig.DEFAULT);
  }

  RegistryClient context() {
    return context;
  }

  /** Returns an operation without listener and timeout. */
  static OperationContext operation() {
    return operation(TransferListener.NONE);
  }

  /** Returns an operation without timeout. */
  static OperationContext operation(TransferListener listener) {
    return new RunningOperations(
            Limits.defaults(), Clock.systemUTC(), HASTY, Runnable::run, null, listener)
        .create("test", "a repository");
  }

  RemoteRepository repository(RepositoryName name) {
    return new RemoteRepository(context, operation(), name, Access.WRITE);
  }

  @Override
  public void close() {
    chain.close();
  }
}
