package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AuthenticatedProxy;
import io.oras.api.transport.Origin;
import io.oras.api.transport.ProxyEnvironment;
import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
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
  private final Resolver resolver;
  private final AddressRules rules;

  /** By server or substitute; one without for all https servers whose addresses are judged. */
  private final Map<Optional<Origin>, AddressOverrideProxy> relays = new HashMap<>();

  private final Map<Substituted, Route> substituted = new HashMap<>();
  private boolean closed;

  RouteSelector(TransportConfig config, Resolver resolver) {
    this.resolver = resolver;
    this.rules = new AddressRules(resolver);
    this.config = config;
    this.environment = ProxyEnvironment.of(config.environment()::variable);
  }

  /**
   * The way to a server.
   *
   * @param proxy what the client connects to
   * @param authorization of the proxy, a secret
   * @param peer for messages
   * @param resolved whether the server's name is looked up here, so that a rule judges its
   *     addresses
   * @param substitute what the client is asked for in place of a host that it does not know
   * @param relay to that host, or null
   */
  record Route(
      Proxy proxy,
      Optional<String> authorization,
      FailureTranslator peer,
      boolean resolved,
      Optional<Origin> substitute,
      @Nullable AddressOverrideProxy relay) {
    Route(Proxy proxy, Optional<String> authorization, FailureTranslator peer) {
      this(proxy, authorization, peer, proxy.type() == Proxy.Type.DIRECT, Optional.empty(), null);
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

  /**
   * A host that the client refuses for its name.
   *
   * @param judged whether rules judge its addresses
   */
  private record Substituted(Origin origin, boolean judged) {}

  AddressRules rules() {
    return rules;
  }

  /**
   * Returns the way to that URL's server.
   *
   * @param judged whether a rule judges the server's addresses; it does not judge an address that
   *     was given
   */
  Route to(URI url, boolean judged) throws TransportException {
    Origin origin = Origin.of(url);
    if (url.getHost() == null) {
      return substituted(origin, url, judged);
    }
    Optional<Route> known = substitute(origin);
    if (known.isPresent()) {
      return known.get();
    }
    Route direct = direct(origin, url);
    return judged && direct.resolved() ? judged(origin, direct) : direct;
  }

  /** Returns the same way, by a relay that connects to addresses that were judged. */
  private Route judged(Origin origin, Route direct) throws TransportException {
    AddressOverrideProxy relay =
        origin.isSecure()
            ? relay(
                Optional.empty(),
                () -> new AddressOverrideProxy(rules::connect, config.connectTimeout()))
            : relay(origin, rules::connect);
    return new Route(relay.proxy(), Optional.empty(), direct.peer(), true, Optional.empty(), null);
  }

  /** Connects for requests without a rule. */
  private void connect(Socket socket, Origin server, int timeoutMillis) throws IOException {
    socket.connect(resolver.judged(server, address -> {}), timeoutMillis);
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
  private Route substituted(Origin origin, URI url, boolean judged) throws TransportException {
    Substituted key = new Substituted(origin, judged);
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
          given
              .or(() -> proxyAddress(way))
              .map(AddressOverrideProxy.Target::at)
              .orElse(judged ? rules::connect : this::connect);
      String host = "[2001:db8:0:0:0:0:0:" + Integer.toHexString(substituted.size() + 1) + "]";
      // Plain http to the relay, which speaks TLS with the server.
      Origin substitute = new Origin("http", host, origin.port());
      String secret = "Relay " + UUID.randomUUID();
      HostRewriter rewriter =
          new HostRewriter(substitute.authority(), origin.authority(), secret, way.authorization());
      AddressOverrideProxy relay =
          relay(
              Optional.of(substitute),
              () ->
                  new AddressOverrideProxy(target, origin, rewriter, tls, config.connectTimeout()));
      Route made =
          new Route(
              relay.proxy(),
              Optional.of(secret),
              way.peer(),
              given.isEmpty() && way.resolved(),
              Optional.of(substitute),
              relay);
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

  private static Optional<InetSocketAddress> proxyAddress(Route way) {
    return way.proxy().address() instanceof InetSocketAddress at
        ? Optional.of(at)
        : Optional.empty();
  }

  private Route direct(Origin origin, URI url) throws TransportException {
    Optional<InetSocketAddress> address = config.address(origin);
    if (address.isPresent()) {
      FailureTranslator peer =
          new FailureTranslator(
              origin.authority() + " at " + text(address.get()), Optional.empty());
      return new Route(
          relay(origin, AddressOverrideProxy.Target.at(address.get())).proxy(),
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

  private AddressOverrideProxy relay(Origin origin, AddressOverrideProxy.Target target)
      throws TransportException {
    return relay(
        Optional.of(origin),
        () -> new AddressOverrideProxy(target, origin, config.connectTimeout()));
  }

  private interface Opening {
    AddressOverrideProxy open() throws IOException;
  }

  private AddressOverrideProxy relay(Optional<Origin> server, Opening opening)
      throws TransportException {
    lock.lock();
    try {
      AddressOverrideProxy known = relays.get(server);
      if (known != null) {
        return known;
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      AddressOverrideProxy made = open(opening);
      relays.put(server, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private static AddressOverrideProxy open(Opening opening) throws TransportException {
    try {
      return opening.open();
    } catch (IOException e) {
      throw new TransportException(Kind.TRANSIENT, "no relay on loopback: " + e.getMessage(), e);
    }
  }

  /**
   * Returns what a client asks for its ways.
   *
   * @param judged whether its requests have rules for addresses
   */
  ProxySelector selector(boolean judged) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        try {
          return List.of(to(url, judged).proxy());
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
