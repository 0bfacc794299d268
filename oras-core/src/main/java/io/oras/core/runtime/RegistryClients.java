package io.oras.core.runtime;

import io.oras.api.error.ClientClosedException;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RepositoryEndpoint;
import io.oras.api.spi.RepositoryEndpoint.Role;
import io.oras.api.spi.StoreContext.Access;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.concurrent.Mutex;
import io.oras.core.context.ClientContext;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.CredentialOrder;
import io.oras.core.context.OperationContext;
import io.oras.core.http.ChainContext;
import io.oras.core.http.RegistryChain;
import io.oras.core.http.RegistryHttp;
import io.oras.core.http.TracingTransport;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.WireTrace;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.RegistryCapabilities;
import io.oras.core.registry.client.RegistryClient;
import io.oras.core.registry.client.ResponseBudget;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The clients of one runtime for registries, one for each way to reach them. Each is created when
 * the first registry is named that is reached so. Thread safe.
 */
final class RegistryClients implements AutoCloseable {
  private final ClientContext context;
  private final ClientSettings settings;
  private final Clock clock;
  private final RegistryCapabilities capabilities = new RegistryCapabilities();
  private final ResponseBudget responses = ResponseBudget.ofHeap();
  private final Mutex lock = new Mutex();
  private final Map<Reach, Client> clients = new HashMap<>();
  private boolean closed;

  private record Client(
      EndpointNetwork network,
      HttpTransport transport,
      RegistryChain chain,
      RegistryClient client) {}

  RegistryClients(ClientContext context, Clock clock) {
    this.context = context;
    this.settings = context.settings();
    this.clock = clock;
  }

  /** Opens a repository at an endpoint that a name led to. */
  RemoteRepository open(
      RepositoryName asked, RepositoryEndpoint endpoint, Access access, OperationContext operation)
      throws IOException {
    RepositoryName repository = endpoint.repository();
    Reach reach =
        new Reach(
            endpoint.role() == Role.MIRROR,
            endpoint.insecure(),
            !repository.apiHost().equals(asked.apiHost()));
    return new RemoteRepository(
        client(repository.registry(), reach, operation).client(), operation, repository, access);
  }

  /** Returns the client for a registry as a whole. */
  RegistryClient of(String registry, boolean insecure, OperationContext operation)
      throws IOException {
    return client(registry, new Reach(false, insecure, false), operation).client();
  }

  /** Returns the client for a registry that knows one credential and no token. */
  RegistryClient with(
      CredentialProvider only, String registry, boolean insecure, OperationContext operation)
      throws IOException {
    Reach reach = new Reach(false, insecure, false);
    Client all = client(registry, reach, operation);
    return registryClient(all.chain().with(only), all.network(), all.transport(), reach);
  }

  private Client client(String registry, Reach reach, OperationContext operation)
      throws IOException {
    Client client = client(reach);
    client.network().probe(registry, client.transport(), operation);
    return client;
  }

  private Client client(Reach reach) throws ClientClosedException {
    return lock.get(
        () -> {
          if (closed) {
            throw new ClientClosedException();
          }
          if (settings.transport().given() != null && !reach.equals(Reach.NAMED)) {
            // Closes the caller's transport, which all clients share.
            client(Reach.NAMED);
          }
          return clients.computeIfAbsent(reach, this::create);
        });
  }

  private Client create(Reach reach) {
    EndpointNetwork network = new EndpointNetwork(settings, reach);
    ChainContext sending = chainContext(reach, network);
    RegistryChain chain = new RegistryChain(sending);
    HttpTransport transport = sending.transport();
    RegistryClient client = registryClient(chain, network, transport, reach);
    return new Client(network, transport, chain, client);
  }

  private RegistryClient registryClient(
      RegistryHttp http, EndpointNetwork network, HttpTransport transport, Reach reach) {
    ClientSettings.Network connections = settings.network();
    return new RegistryClient(
        http,
        network.endpoints(),
        context.codec(),
        settings.limits(),
        settings.time().sleeper(),
        context.executor(),
        settings.folders().state(),
        capabilities,
        new RangeBudget(
            settings.time().clock(),
            Math.min(connections.connectionsPerBlob(), connections.connectionsPerHost()),
            transport.appliesBackpressure() ? ResponseBudget.unlimited() : responses),
        /* resumes= */ !reach.mirror());
  }

  private ChainContext chainContext(Reach reach, EndpointNetwork network) {
    List<CredentialProvider> asked =
        CredentialOrder.of(settings.credentials(), context.providers(), settings.environment());
    if (reach.foreign()) {
      asked.replaceAll(CredentialProvider::boundToRegistries);
    }
    // Last, since a failure after it would leak it.
    HttpTransport transport = settings.transport().given();
    if (transport == null) {
      transport = context.providers().transport(settings.transport().name()).create(network);
    } else if (!reach.equals(Reach.NAMED)) {
      transport = new SharedTransport(transport);
    }
    SentSecrets secrets = network.secrets();
    WireTrace trace = settings.observers().trace();
    if (trace != null) {
      transport = new TracingTransport(transport, trace, clock, secrets);
    }
    return new ChainContext(
        transport,
        asked,
        advice(),
        network.endpoints(),
        reach.mirror() ? RetryPolicy.none() : settings.retry(),
        settings.limits(),
        settings.network().responseTimeout(),
        clock,
        settings.time().sleeper(),
        settings.network().userAgent(),
        () -> ThreadLocalRandom.current().nextDouble(),
        secrets,
        settings.network().connectionsPerHost());
  }

  /** Returns what a user can do where no provider knows credentials. */
  private String advice() {
    boolean installed = settings.credentials().installed().preferred().isPresent();
    return installed && settings.credentials().providers().isEmpty()
        ? context.providers().loginAdvice()
        : "log in";
  }

  /** A transport that another client closes. */
  private record SharedTransport(HttpTransport transport) implements HttpTransport {
    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      return transport.send(request);
    }

    @Override
    public boolean appliesBackpressure() {
      return transport.appliesBackpressure();
    }
  }

  @Override
  public void close() {
    List<Client> open =
        lock.get(
            () -> {
              closed = true;
              List<Client> all = List.copyOf(clients.values());
              clients.clear();
              return all;
            });
    open.forEach(client -> client.chain().close());
  }
}
