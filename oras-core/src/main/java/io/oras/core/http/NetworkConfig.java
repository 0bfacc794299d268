package io.oras.core.http;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.core.context.ClientSettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a client that a transport asks for, by origin. Thread safe. */
public final class NetworkConfig implements TransportConfig {
  private final ClientSettings settings;
  private final Endpoints endpoints;
  private final CertificateFolders folders;
  private final Map<Origin, TlsSettings> given = new HashMap<>();

  /** Creates the configuration of a client's transport. */
  public NetworkConfig(ClientSettings settings, Endpoints endpoints) {
    this.settings = settings;
    this.endpoints = endpoints;
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

  @Override
  public Duration connectTimeout() {
    return settings.network().connectTimeout();
  }

  @Override
  public Duration idleTimeout() {
    return settings.network().idleTimeout();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.ofNullable(settings.network().proxy());
  }

  /**
   * Returns a registry's own settings, completed from the folders of certificates. Any other
   * origin, such as the target of a redirect, has the default settings and never sees a client
   * certificate (GHSA-h3wm-jjqf-8jm2).
   */
  @Override
  public TlsSettings tls(Origin origin) throws TransportException {
    TlsSettings defaults = settings.registries().defaults().tls();
    TlsSettings all = folders.complete(given.getOrDefault(origin, defaults), origin);
    return endpoints.isRegistry(origin) ? all : all.withoutClientCertificate();
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
