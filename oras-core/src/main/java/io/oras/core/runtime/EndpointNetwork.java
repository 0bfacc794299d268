package io.oras.core.runtime;

import io.oras.api.error.TransportException;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.Interruption;
import io.oras.core.context.ClientSettings;
import io.oras.core.context.OperationContext;
import io.oras.core.http.CertificateFolders;
import io.oras.core.http.Endpoints;
import io.oras.core.options.RegistrySettings;
import io.oras.core.wire.ResponseBodies;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network settings for registries that are reached in one way. Thread safe. */
final class EndpointNetwork implements TransportConfig {
  private static final Duration MIRROR_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final ClientSettings settings;
  private final Reach reach;
  private final SentSecrets secrets;
  private final Optional<ProxySelector> proxy;
  private final RegistrySettings defaults;
  private final Endpoints endpoints = new Endpoints(this::settings);
  private final CertificateFolders folders;
  private final Map<Origin, TlsSettings> given = new HashMap<>();

  /** Whether an insecure registry is reached by plain HTTP. */
  private final Map<String, Boolean> plainHttp = new ConcurrentHashMap<>();

  /** The origins of insecure registries. */
  private final Set<Origin> unverified = ConcurrentHashMap.newKeySet();

  EndpointNetwork(ClientSettings settings, Reach reach) {
    this.settings = settings;
    this.reach = reach;
    secrets = new SentSecrets(settings.environment());
    proxy = Optional.ofNullable(settings.network().proxy()).map(secrets::learning);
    RegistrySettings all = settings.registries().defaults();
    defaults = reach.foreign() ? verified(all) : all;
    settings
        .registries()
        .named()
        .forEach((registry, named) -> given.put(endpoints.origin(registry), named.tls()));
    List<Path> places = settings.network().certificateFolders();
    folders =
        places == null
            ? CertificateFolders.ofMachine(settings.environment())
            : CertificateFolders.of(places);
  }

  /**
   * Returns the defaults for registries that the caller did not name: what the caller allows or
   * sends is not for them.
   */
  private static RegistrySettings verified(RegistrySettings given) {
    RegistrySettings.Builder verified =
        RegistrySettings.builder()
            .tls(given.tls().toBuilder().insecure(false).build())
            .referrers(given.referrers());
    given.plainHttp().filter(plain -> !plain).ifPresent(verified::plainHttp);
    return verified.build();
  }

  SentSecrets secrets() {
    return secrets;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  private RegistrySettings settings(String registry) {
    RegistrySettings own = settings.registries().named().getOrDefault(registry, defaults);
    Boolean plain = plainHttp.get(registry);
    return plain == null ? own : own.toBuilder().plainHttp(plain).build();
  }

  /** Returns whether the caller said how to reach the registry, which counts before all else. */
  private boolean isGiven(String registry) {
    RegistrySettings own = settings.registries().named().get(registry);
    return own != null
        && (own.plainHttp().isPresent() || !own.tls().equals(TlsSettings.defaults()));
  }

  /**
   * Learns once how an insecure registry is reached: with TLS, of any certificate, or without.
   *
   * @throws TransportException if the registry answers in neither way
   */
  void probe(String registry, HttpTransport transport, OperationContext operation)
      throws IOException {
    if (!reach.insecure() || isGiven(registry) || plainHttp.containsKey(registry)) {
      return;
    }
    String host = new RepositoryName(registry, "x").apiHost();
    unverified.add(Origin.of(URI.create("https://" + host)));
    if (defaults.plainHttp().isEmpty()) {
      try {
        ping("https://" + host, transport, operation);
        plainHttp.put(registry, false);
      } catch (TransportException e) {
        operation.requireRunning();
        Interruption.throwIfHappened(e);
        ping("http://" + host, transport, operation);
        plainHttp.put(registry, true);
      }
    }
  }

  /** Any response will do (distribution-spec v1.1.1, "Determining Support"). */
  private void ping(String origin, HttpTransport transport, OperationContext operation)
      throws IOException {
    operation.requireRunning();
    TransportRequest request =
        TransportRequest.builder()
            .method("GET")
            .uri(URI.create(origin + "/v2/"))
            .timeout(operation.atMost(settings.network().responseTimeout()))
            .build();
    try (TransportResponse response = transport.send(request)) {
      ResponseBodies.discard(response);
    }
  }

  @Override
  public Duration connectTimeout() {
    Duration limit = settings.network().connectTimeout();
    if (!reach.mirror()) {
      return limit;
    }
    // An insecure mirror is connected to twice: with TLS, then without.
    Duration most = reach.insecure() ? MIRROR_CONNECT_TIMEOUT.dividedBy(2) : MIRROR_CONNECT_TIMEOUT;
    return limit.compareTo(most) > 0 ? most : limit;
  }

  @Override
  public Duration idleTimeout() {
    return settings.network().idleTimeout();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return proxy;
  }

  /**
   * Returns a registry's own settings, completed from the folders of certificates. Any other
   * origin, such as the target of a redirect, has the default settings and never sees a client
   * certificate (GHSA-h3wm-jjqf-8jm2).
   */
  @Override
  public TlsSettings tls(Origin origin) throws TransportException {
    TlsSettings tls = folders.complete(given.getOrDefault(origin, defaults.tls()), origin);
    boolean clientCertificateOfAll = defaults.tls().certificate().isPresent();
    if (!endpoints.isRegistry(origin) || (reach.foreign() && clientCertificateOfAll)) {
      tls = tls.withoutClientCertificate();
    }
    return unverified.contains(origin) ? tls.toBuilder().insecure(true).build() : tls;
  }

  @Override
  public Optional<InetSocketAddress> address(Origin origin) {
    return Optional.ofNullable(
        settings.network().addresses().get(origin.host() + ":" + origin.port()));
  }

  @Override
  public Environment environment() {
    return settings.environment();
  }
}
