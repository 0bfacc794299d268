package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.Origin;
import io.oras.api.transport.ProxyEnvironment;
import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How requests reach their servers: over the address given for one, through a proxy, or straight.
 * The client asks through {@link #selector}.
 */
final class RouteSelector implements AutoCloseable {
  private final TransportConfig config;
  private final ProxyEnvironment environment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Way, AddressOverrideProxy> relays = new HashMap<>();
  private final Map<Way, Route> substituted = new HashMap<>();
  private final Resolver resolver;
  private boolean closed;

  RouteSelector(TransportConfig config, Resolver resolver) {
    this.resolver = resolver;
    this.config = config;
    this.environment = ProxyEnvironment.of(config.environment()::variable);
  }

  /**
   * The way to a server.
   *
   * @param proxy what the client connects to
   * @param authorization of the proxy, a secret
   * @param peer for messages
   * @param substitute what the client is asked for in place of a host that it does not know
   * @param relay to that host, or null
   */
  record Route(
      Proxy proxy,
      Optional<String> authorization,
      FailureTranslator peer,
      Optional<Origin> substitute,
      @Nullable AddressOverrideProxy relay) {
    Route(Proxy proxy, Optional<String> authorization, FailureTranslator peer) {
      this(proxy, authorization, peer, Optional.empty(), null);
    }

    /** Returns the failure behind a failed request: of a relay, the client sees only the end. */
    TransportException failure(TransportException seen) {
      IOException behind = relay == null ? null : relay.failure();
      return behind == null ? seen : peer.failed(behind, "before it answered");
    }

    /** Returns the URL to ask the client for. */
    URI url(URI url) {
      return substitute
          .map(origin -> URI.create(origin + url.toString().replaceFirst("^[^:]+://[^/?#]*", "")))
          .orElse(url);
    }

    static Route of(Origin origin, Proxy proxy) throws TransportException {
      if (proxy.type() == Proxy.Type.DIRECT) {
        return new Route(proxy, Optional.empty(), FailureTranslator.of(origin));
      }
      if (proxy.type() != Proxy.Type.HTTP || !(proxy.address() instanceof InetSocketAddress at)) {
        // The client would go straight there, past a proxy that somebody wants in between.
        throw new TransportException(
            Kind.PERMANENT,
            "the JDK's client cannot use the proxy for "
                + origin
                + ": "
                + proxy
                + "; oras-transport-apache can use SOCKS proxies",
            null);
      }
      String name = at.getHostString() + ":" + at.getPort();
      Optional<String> authorization =
          proxy instanceof AuthenticatedProxy authenticated
              ? Optional.of(authenticated.authorization())
              : Optional.empty();
      return new Route(proxy, authorization, FailureTranslator.behind(origin, name));
    }
  }

  /** What has a relay of its own. */
  private record Way(Origin origin, @Nullable AddressRule rule) {}

  /**
   * The way to that URL's server.
   *
   * @param rule for the server's addresses, or null; it does not judge an address that was given
   */
  Route to(URI url, @Nullable AddressRule rule) throws TransportException {
    Origin origin = Origin.of(url);
    if (url.getHost() == null) {
      return substituted(new Way(origin, rule), url);
    }
    Optional<Route> known = substitute(origin);
    return known.isPresent() ? known.get() : judged(direct(origin, url), new Way(origin, rule));
  }

  /**
   * The same way, by a relay that connects to what was judged, unless a proxy resolves the name.
   */
  private Route judged(Route route, Way way) throws TransportException {
    if (way.rule() == null || route.proxy().type() != Proxy.Type.DIRECT) {
      return route;
    }
    AddressOverrideProxy relay = relay(way, named(way), null, null);
    return new Route(relay.proxy(), Optional.empty(), route.peer());
  }

  /** The way that goes with a substitute: the client asks for it by that. */
  private Optional<Route> substitute(Origin substitute) {
    lock.lock();
    try {
      return substituted.values().stream()
          .filter(route -> route.substitute().equals(Optional.of(substitute)))
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The way to a host that the client refuses for its name: the client is asked for an address that
   * is nobody's (RFC 3849), and a relay puts the name in again.
   */
  private Route substituted(Way key, URI url) throws TransportException {
    Origin origin = key.origin();
    lock.lock();
    try {
      Route known = substituted.get(key);
      if (known != null) {
        return known;
      }
      Optional<InetSocketAddress> given = config.address(origin);
      Route way = given.isPresent() ? Route.of(origin, Proxy.NO_PROXY) : direct(origin, url);
      HostNameTls tls = origin.isSecure() ? tls(origin, way) : null;
      AddressOverrideProxy.Target target =
          given.isPresent()
              ? at(given.get())
              : way.proxy().address() instanceof InetSocketAddress proxy ? at(proxy) : named(key);
      String host = "[2001:db8:0:0:0:0:0:" + Integer.toHexString(substituted.size() + 1) + "]";
      // Plain http to the relay, which speaks TLS with the server.
      Origin substitute = new Origin("http", host, origin.port());
      String secret = "Relay " + UUID.randomUUID();
      HostRewriter rewriter =
          new HostRewriter(substitute.authority(), origin.authority(), secret, way.authorization());
      AddressOverrideProxy relay = relay(key, target, rewriter, tls);
      Route made =
          new Route(relay.proxy(), Optional.of(secret), way.peer(), Optional.of(substitute), relay);
      substituted.put(key, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private HostNameTls tls(Origin origin, Route way) throws TransportException {
    if (way.proxy().type() != Proxy.Type.DIRECT) {
      throw new TransportException(
          Kind.PERMANENT,
          "https to the host name '"
              + origin.host()
              + "' does not go through a proxy: use a name without an underscore",
          null);
    }
    TlsSettings settings = config.tls(origin);
    try {
      return new HostNameTls(settings.context(), origin.host(), origin.port(), settings.insecure());
    } catch (IOException e) {
      throw new TransportException(
          Kind.PERMANENT, "no TLS connection to " + origin + ": " + e.getMessage(), e);
    }
  }

  /** The relay looks the name up again, and judges again, for each connection. */
  private AddressOverrideProxy.Target named(Way way) throws TransportException {
    Origin origin = way.origin();
    AddressRule rule = way.rule() == null ? address -> {} : way.rule();
    resolver.judged(origin, rule);
    return () -> resolver.judged(origin, rule);
  }

  private static AddressOverrideProxy.Target at(InetSocketAddress address) {
    return () ->
        address.isUnresolved()
            ? new InetSocketAddress(address.getHostString(), address.getPort())
            : address;
  }

  private Route direct(Origin origin, URI url) throws TransportException {
    Optional<InetSocketAddress> address = config.address(origin);
    if (address.isPresent()) {
      FailureTranslator peer =
          new FailureTranslator(
              origin.authority() + " at " + text(address.get()), Optional.empty());
      return new Route(
          relay(new Way(origin, null), at(address.get()), null, null).proxy(),
          Optional.empty(),
          peer);
    }
    if (config.proxy().isEmpty() && environment.isSet(origin)) {
      Optional<ProxyEnvironment.Server> server = environment.server(origin);
      if (server.isPresent() && server.get().isSocks()) {
        return Route.of(origin, new Proxy(Proxy.Type.SOCKS, server.get().address()));
      }
      return server.isEmpty()
          ? Route.of(origin, Proxy.NO_PROXY)
          : new Route(
              new Proxy(Proxy.Type.HTTP, server.get().address()),
              server.get().authorization(),
              FailureTranslator.behind(origin, server.get().toString()));
    }
    ProxySelector selector = config.proxy().orElseGet(ProxySelector::getDefault);
    return Route.of(
        origin, selector == null ? Proxy.NO_PROXY : ProxyEnvironment.select(selector, url));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private AddressOverrideProxy relay(
      Way way,
      AddressOverrideProxy.Target target,
      @Nullable HostRewriter rewriter,
      @Nullable HostNameTls tls)
      throws TransportException {
    lock.lock();
    try {
      AddressOverrideProxy known = relays.get(way);
      if (known != null) {
        return known;
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      AddressOverrideProxy made = open(way.origin(), target, rewriter, tls);
      relays.put(way, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private AddressOverrideProxy open(
      Origin origin,
      AddressOverrideProxy.Target target,
      @Nullable HostRewriter rewriter,
      @Nullable HostNameTls tls)
      throws TransportException {
    try {
      return rewriter == null
          ? new AddressOverrideProxy(target, origin.isSecure(), config.connectTimeout())
          : new AddressOverrideProxy(target, rewriter, tls, config.connectTimeout());
    } catch (IOException e) {
      throw new TransportException(Kind.TRANSIENT, "no relay to " + origin, e);
    }
  }

  /** Returns what a client asks for its ways; all its requests have that rule. */
  ProxySelector selector(@Nullable AddressRule rule) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        try {
          return List.of(to(url, rule).proxy());
        } catch (TransportException e) {
          throw new IllegalArgumentException(e.problem(), e);
        }
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException e) {
        // The exchange fails and says so.
      }
    };
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      relays.values().forEach(AddressOverrideProxy::close);
      relays.clear();
    } finally {
      lock.unlock();
    }
  }
}
