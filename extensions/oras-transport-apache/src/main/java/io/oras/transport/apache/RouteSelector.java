package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.Origin;
import io.oras.api.transport.ProxyEnvironment;
import io.oras.api.transport.TransportRequest;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/** Decides how to reach a server: at a given address, through a proxy, or directly. */
final class RouteSelector {
  private final TransportConfig config;
  private final ProxyEnvironment environment;

  RouteSelector(TransportConfig config) {
    this.config = config;
    this.environment = ProxyEnvironment.of(config.environment()::variable);
  }

  /** Returns the route of a request. A rule does not judge an address that was given. */
  Route route(TransportRequest request) throws TransportException {
    Origin origin = request.origin();
    Optional<InetSocketAddress> given = config.address(origin);
    if (given.isPresent()) {
      String name = origin.authority() + " at " + text(given.get());
      return new Route(
          origin,
          Route.Kind.DIRECT,
          given.get(),
          null,
          Optional.empty(),
          new FailureTranslator(name, Optional.empty()));
    }
    if (config.proxy().isEmpty() && environment.isSet(origin)) {
      Optional<ProxyEnvironment.Server> server = environment.server(origin);
      return server.isPresent() ? behind(origin, server.get()) : direct(origin, request);
    }
    Proxy proxy = proxy(request.uri());
    if (proxy.type() == Proxy.Type.DIRECT) {
      return direct(origin, request);
    }
    if (!(proxy.address() instanceof InetSocketAddress at)) {
      throw new TransportException(
          TransportException.Kind.PERMANENT,
          "the proxy for " + origin + " has no host and port: " + proxy,
          null);
    }
    boolean socks = proxy.type() == Proxy.Type.SOCKS;
    Optional<String> secret =
        proxy instanceof AuthenticatedProxy authenticated
            ? Optional.of(socks ? authenticated.userInfo() : authenticated.authorization())
            : Optional.empty();
    return behind(origin, socks ? Route.Kind.SOCKS : Route.Kind.HTTP_PROXY, at, secret);
  }

  private Proxy proxy(URI url) throws TransportException {
    ProxySelector selector = config.proxy().orElseGet(ProxySelector::getDefault);
    return selector == null ? Proxy.NO_PROXY : ProxyEnvironment.select(selector, url);
  }

  private static Route direct(Origin origin, TransportRequest request) {
    String host = origin.host();
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Route(
        origin,
        Route.Kind.DIRECT,
        InetSocketAddress.createUnresolved(name, origin.port()),
        request.addressRule().orElse(null),
        Optional.empty(),
        new FailureTranslator(origin.authority(), Optional.empty()));
  }

  private static Route behind(Origin origin, ProxyEnvironment.Server proxy) {
    return proxy.isSocks()
        ? behind(origin, Route.Kind.SOCKS, proxy.address(), proxy.userInfo())
        : behind(origin, Route.Kind.HTTP_PROXY, proxy.address(), proxy.authorization());
  }

  private static Route behind(
      Origin origin, Route.Kind kind, InetSocketAddress proxy, Optional<String> secret) {
    return new Route(
        origin,
        kind,
        proxy,
        null,
        secret,
        new FailureTranslator(origin.authority(), Optional.of(text(proxy))));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
