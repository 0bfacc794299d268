package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import io.oras.api.transport.ProxyEnvironment;
import io.oras.api.transport.TlsSettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** The caller's own client, which the caller closes. */
record CallerHttpClient(HttpClient client, TransportConfig config) implements HttpClients {
  @Override
  public HttpClient to(Origin origin, boolean judged) throws TransportException {
    boolean tls = origin.isSecure() && !config.tls(origin).equals(TlsSettings.defaults());
    if (tls || config.address(origin).isPresent()) {
      throw new TransportException(
          TransportException.Kind.PERMANENT,
          (tls ? "the TLS settings" : "the address")
              + " given for "
              + origin
              + " cannot be used with an HttpClient of the caller's own: set it up there",
          null);
    }
    return client;
  }

  @Override
  public RouteSelector.Route route(URI url, boolean judged) throws TransportException {
    ProxySelector selector = client.proxy().orElseGet(ProxySelector::getDefault);
    Proxy proxy = selector == null ? Proxy.NO_PROXY : ProxyEnvironment.select(selector, url);
    return RouteSelector.Route.of(Origin.of(url), proxy);
  }

  @Override
  public AddressRules.@Nullable Use apply(Origin origin, AddressRule rule)
      throws TransportException {
    InetSocketAddress unused = Resolver.SYSTEM.judged(origin, rule);
    return null;
  }

  @Override
  public void close() {
    // Whoever made the client ends it.
  }
}
