package io.oras.core;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.core.http.CertificateFolders;
import io.oras.core.http.Endpoints;
import io.oras.core.options.RegistrySettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private final CertificateFolders folders;
  private final Environment environment;
  private final Map<Origin, TlsSettings> given = new ConcurrentHashMap<>();

  HttpSettings(OrasBuilder builder, Environment environment) {
    connectTimeout = builder.connectTimeout;
    idleTimeout = builder.idleTimeout;
    proxy = builder.proxy;
    this.environment = environment;
    addresses = Map.copyOf(builder.addresses);
    defaults = builder.defaults;
    registries = Map.copyOf(builder.registries);
    registries.forEach(
        (registry, settings) -> given.put(endpoints.origin(registry), settings.tls()));
    List<Path> places = builder.certificateFolders;
    folders =
        places == null ? CertificateFolders.ofMachine(environment) : CertificateFolders.of(places);
  }

  Endpoints endpoints() {
    return endpoints;
  }

  private RegistrySettings settings(String registry) {
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
   * A registry's own settings, completed from the folders of certificates. Any other place, such as
   * where blobs are redirected to, is trusted by default and never sees a client certificate
   * (GHSA-h3wm-jjqf-8jm2).
   */
  @Override
  public TlsSettings tls(Origin origin) throws TransportException {
    TlsSettings all = folders.complete(given.getOrDefault(origin, defaults.tls()), origin);
    return endpoints.isRegistry(origin) ? all : all.withoutClientCertificate();
  }

  @Override
  public Optional<InetSocketAddress> address(Origin origin) {
    return Optional.ofNullable(addresses.get(origin.host() + ":" + origin.port()));
  }

  @Override
  public Environment environment() {
    return environment;
  }
}
