package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportConfig;
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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How requests reach their servers: over the address given for one, through a proxy, or straight.
 * The client asks through {@link #select}.
 */
final class Routes extends ProxySelector implements AutoCloseable {
  private final TransportConfig config;
  private final EnvironmentProxies environment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Origin, Relay> relays = new HashMap<>();
  private final Map<Origin, Route> substituted = new HashMap<>();
  private boolean closed;

  Routes(TransportConfig config) {
    this.config = config;
    this.environment = new EnvironmentProxies(config.environment());
  }

  /**
   * The way to a server.
   *
   * @param proxy what the client connects to
   * @param authorization of the proxy, a secret
   * @param peer for messages
   * @param substitute what the client is asked for in place of a host that it does not know
   */
  record Route(
      Proxy proxy, Optional<String> authorization, Peer peer, Optional<Origin> substitute) {
    Route(Proxy proxy, Optional<String> authorization, Peer peer) {
      this(proxy, authorization, peer, Optional.empty());
    }

    /** Returns the URL to ask the client for. */
    URI url(URI url) {
      return substitute
          .map(origin -> URI.create(origin + url.toString().replaceFirst("^[^:]+://[^/?#]*", "")))
          .orElse(url);
    }

    static Route of(Origin origin, Proxy proxy) throws TransportException {
      if (proxy.type() == Proxy.Type.DIRECT) {
        return new Route(proxy, Optional.empty(), Peer.of(origin));
      }
      if (proxy.type() != Proxy.Type.HTTP || !(proxy.address() instanceof InetSocketAddress at)) {
        // The client would go straight there, past a proxy that somebody wants in between.
        throw new TransportException(
            Kind.PERMANENT,
            "the JDK's client cannot use the proxy for " + origin + ": " + proxy,
            null);
      }
      String name = at.getHostString() + ":" + at.getPort();
      return new Route(proxy, Optional.empty(), Peer.behind(origin, name));
    }
  }

  /** The way to that URL's server. */
  Route to(URI url) throws TransportException {
    Origin origin = Origin.of(url);
    if (url.getHost() == null) {
      return substituted(origin, url);
    }
    Optional<Route> known = substitute(origin);
    return known.isPresent() ? known.get() : direct(origin, url);
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
  private Route substituted(Origin origin, URI url) throws TransportException {
    if (origin.isSecure()) {
      throw new TransportException(
          Kind.PERMANENT,
          "the JDK verifies no certificate for the host name '"
              + origin.host()
              + "': use a name without an underscore, or plain HTTP",
          null);
    }
    lock.lock();
    try {
      Route known = substituted.get(origin);
      if (known != null) {
        return known;
      }
      Optional<InetSocketAddress> given = config.address(origin);
      Route way = given.isPresent() ? Route.of(origin, Proxy.NO_PROXY) : direct(origin, url);
      InetSocketAddress target =
          given.isPresent()
              ? given.get()
              : way.proxy().address() instanceof InetSocketAddress proxy ? proxy : named(origin);
      String host = "[2001:db8:0:0:0:0:0:" + Integer.toHexString(substituted.size() + 1) + "]";
      Origin substitute = new Origin(origin.scheme(), host, origin.port());
      HostRewriter rewriter =
          new HostRewriter(substitute.authority(), origin.authority(), way.authorization());
      Proxy relay = relay(origin, target, rewriter).proxy();
      Route made = new Route(relay, Optional.empty(), way.peer(), Optional.of(substitute));
      substituted.put(origin, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  /** The relay looks the name up again for each connection; here it is only checked. */
  private static InetSocketAddress named(Origin origin) throws TransportException {
    if (new InetSocketAddress(origin.host(), origin.port()).isUnresolved()) {
      throw new TransportException(Kind.PERMANENT, "unknown host: " + origin.authority(), null);
    }
    return InetSocketAddress.createUnresolved(origin.host(), origin.port());
  }

  private Route direct(Origin origin, URI url) throws TransportException {
    Optional<InetSocketAddress> address = config.address(origin);
    if (address.isPresent()) {
      Peer peer = new Peer(origin.authority() + " at " + text(address.get()), Optional.empty());
      return new Route(relay(origin, address.get(), null).proxy(), Optional.empty(), peer);
    }
    if (config.proxy().isEmpty() && environment.isSet(origin)) {
      Optional<ProxyServer> server = environment.to(origin);
      return server.isEmpty()
          ? Route.of(origin, Proxy.NO_PROXY)
          : new Route(
              server.get().proxy(),
              server.get().authorization(),
              Peer.behind(origin, server.get().toString()));
    }
    ProxySelector selector = config.proxy().orElseGet(ProxySelector::getDefault);
    List<Proxy> choice = selector == null ? List.of() : selector.select(url);
    return Route.of(origin, choice.isEmpty() ? Proxy.NO_PROXY : choice.get(0));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private Relay relay(Origin origin, InetSocketAddress address, @Nullable HostRewriter rewriter)
      throws TransportException {
    lock.lock();
    try {
      Relay known = relays.get(origin);
      if (known != null) {
        return known;
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      Relay made = open(origin, address, rewriter);
      relays.put(origin, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private Relay open(Origin origin, InetSocketAddress address, @Nullable HostRewriter rewriter)
      throws TransportException {
    try {
      return rewriter == null
          ? new Relay(address, origin.isSecure(), config.connectTimeout())
          : new Relay(address, rewriter, config.connectTimeout());
    } catch (IOException e) {
      throw new TransportException(Kind.TRANSIENT, "no relay to " + origin, e);
    }
  }

  @Override
  public List<Proxy> select(URI url) {
    try {
      return List.of(to(url).proxy());
    } catch (TransportException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {
    // The exchange fails and says so.
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      relays.values().forEach(Relay::close);
      relays.clear();
    } finally {
      lock.unlock();
    }
  }
}
