package io.oras.core;

import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportConfig;
import io.oras.core.http.Endpoints;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The settings of registries by name, and what a transport needs to know of them by origin. */
final class HttpSettings implements TransportConfig {
  private final Duration connectTimeout;
  private final Duration idleTimeout;
  private final @Nullable ProxySelector proxy;
  private final Map<String, InetSocketAddress> addresses;
  private final RegistrySettings defaults;
  private final Map<String, RegistrySettings> registries;
  private final Endpoints endpoints = new Endpoints(this::settings);
  private final Map<Origin, TlsSettings> trust = new ConcurrentHashMap<>();

  HttpSettings(OrasBuilder builder) {
    connectTimeout = builder.connectTimeout;
    idleTimeout = builder.idleTimeout;
    proxy = builder.proxy;
    addresses = Map.copyOf(builder.addresses);
    defaults = builder.defaults;
    registries = Map.copyOf(builder.registries);
    registries.forEach(
        (registry, settings) -> trust.put(endpoints.origin(registry), settings.tls()));
  }

  Endpoints endpoints() {
    return endpoints;
  }

  RegistrySettings settings(String registry) {
    return registries.getOrDefault(registry, defaults);
  }

  @Override
  public Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public Duration idleTimeout() {
    return idleTimeout;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.ofNullable(proxy);
  }

  /**
   * A registry's own; any other place, such as where blobs are redirected to, is trusted by default
   * and never sees a client certificate (GHSA-h3wm-jjqf-8jm2).
   */
  @Override
  public TlsSettings tls(Origin origin) {
    TlsSettings known = trust.get(origin);
    return known != null
        ? known
        : new TlsSettings(defaults.tls().authorities(), null, null, defaults.tls().insecure());
  }

  @Override
  public Optional<InetSocketAddress> address(Origin origin) {
    return Optional.ofNullable(addresses.get(origin.host() + ":" + origin.port()));
  }
}
