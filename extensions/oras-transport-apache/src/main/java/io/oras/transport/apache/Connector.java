package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/** Opens the connections of one pool, along the route of the {@link ClientExchange}. */
final class Connector implements HttpClientConnectionOperator {
  private final TransportConfig config;
  private final AddressResolver resolver;
  private final TlsSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SSLContext context;

  /**
   * Creates a connector.
   *
   * @param settings null for plain HTTP, which uses none
   */
  Connector(TransportConfig config, AddressResolver resolver, @Nullable TlsSettings settings) {
    this.config = config;
    this.resolver = resolver;
    this.settings = settings == null ? TlsSettings.defaults() : settings;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection opened,
      HttpHost host,
      @Nullable InetSocketAddress local,
      TimeValue timeout,
      SocketConfig socketConfig,
      HttpContext context)
      throws IOException {
    ClientExchange exchange = (ClientExchange) context;
    HttpConnection connection = (HttpConnection) opened;
    exchange.use(connection);
    Route route = exchange.route();
    if (route.origin().isSecure()) {
      var unused = tls(route); // Fails before anything is connected.
    }
    connect(connection, route);
    if (route.kind() == Route.Kind.SOCKS) {
      SocksHandshake.run(connection, route, config.connectTimeout());
    }
    if (route.origin().isSecure() && !route.tunnelled()) {
      startTls(connection, route);
    }
  }

  /** Tries the addresses of the first hop in order. */
  private void connect(HttpConnection connection, Route route) throws IOException {
    List<InetAddress> addresses = addresses(route);
    long end = System.nanoTime() + ConnectionMonitor.nanos(config.connectTimeout());
    for (int i = 0; i < addresses.size(); i++) {
      long left = Math.max(1, end - System.nanoTime());
      Duration share = Duration.ofNanos(left / (addresses.size() - i));
      InetSocketAddress address = new InetSocketAddress(addresses.get(i), route.hop().getPort());
      try {
        connection.open(address, share, route.failures());
        return;
      } catch (IOException e) {
        if (i == addresses.size() - 1 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  /** Looks the first hop up, and lets the rule of the request judge all addresses. */
  private List<InetAddress> addresses(Route route) throws IOException {
    InetAddress known = route.hop().getAddress();
    InetAddress[] all =
        known != null ? new InetAddress[] {known} : resolver.resolve(route.hop().getHostString());
    if (route.rule() != null) {
      for (InetAddress address : all) {
        route.rule().check(address);
      }
    }
    return Arrays.asList(all);
  }

  @Override
  public void upgrade(ManagedHttpClientConnection opened, HttpHost host, HttpContext context)
      throws IOException {
    startTls((HttpConnection) opened, ((ClientExchange) context).route());
  }

  private void startTls(HttpConnection connection, Route route) throws IOException {
    connection.startTls(tls(route), route.hostName(), route.origin().port(), settings.insecure());
  }

  private SSLContext tls(Route route) throws TransportException {
    lock.lock();
    try {
      if (context == null) {
        context = settings.context();
      }
      return context;
    } catch (IOException e) {
      throw route.failures().noTls(e);
    } finally {
      lock.unlock();
    }
  }
}
