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

/**
 * How requests reach their servers: over the address given for one, through a proxy, or straight.
 * The client asks through {@link #select}.
 */
final class Routes extends ProxySelector implements AutoCloseable {
  private final TransportConfig config;
  private final EnvironmentProxies environment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Origin, Relay> relays = new HashMap<>();
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
   */
  record Route(Proxy proxy, Optional<String> authorization, Peer peer) {
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
    Optional<InetSocketAddress> address = config.address(origin);
    if (address.isPresent()) {
      Peer peer = new Peer(origin.authority() + " at " + text(address.get()), Optional.empty());
      return new Route(relay(origin, address.get()).proxy(), Optional.empty(), peer);
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

  private Relay relay(Origin origin, InetSocketAddress address) throws TransportException {
    lock.lock();
    try {
      Relay known = relays.get(origin);
      if (known != null) {
        return known;
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      Relay made = open(origin, address);
      relays.put(origin, made);
      return made;
    } finally {
      lock.unlock();
    }
  }

  private Relay open(Origin origin, InetSocketAddress address) throws TransportException {
    try {
      return new Relay(address, origin.isSecure(), config.connectTimeout());
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
