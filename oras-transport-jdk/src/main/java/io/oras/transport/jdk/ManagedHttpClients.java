package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One client for plain http and one for each {@link TlsSettings}, made when first needed: a client
 * certificate and an untrusted authority stay with the servers that they were given for. Requests
 * with a rule for addresses have clients of their own, since the client asks for a proxy by the URL
 * alone.
 */
final class ManagedHttpClients implements HttpClients {
  private final TransportConfig config;
  private final HttpClient.Version version;
  private final RouteSelector routes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, ClosableHttpClient> clients = new HashMap<>();
  private boolean closed;

  /**
   * Creates clients.
   *
   * @param version the highest version that a TLS server may choose
   */
  ManagedHttpClients(TransportConfig config, HttpClient.Version version, Resolver resolver) {
    this.config = config;
    this.version = version;
    this.routes = new RouteSelector(config, resolver);
  }

  /**
   * Requests that share a client.
   *
   * @param tls null for plain http
   * @param judged whether they have rules for addresses
   */
  private record Key(@Nullable TlsSettings tls, boolean judged) {
    // By hand: the generated methods are built when first called, which a command's start would
    // feel.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && Objects.equals(tls, that.tls) && judged == that.judged;
    }

    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(tls) + Boolean.hashCode(judged);
    }
  }

  @Override
  public HttpClient to(Origin origin, boolean judged) throws TransportException {
    Key key = new Key(origin.isSecure() ? config.tls(origin) : null, judged);
    lock.lock();
    try {
      ClosableHttpClient known = clients.get(key);
      if (known != null) {
        return known.client();
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      ClosableHttpClient made =
          ClosableHttpClient.build(builder(context(origin, key.tls()), judged));
      clients.put(key, made);
      return made.client();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public RouteSelector.Route route(URI url, boolean judged) throws TransportException {
    return routes.to(url, judged);
  }

  @Override
  public AddressRules.Use apply(Origin origin, AddressRule rule) throws TransportException {
    return routes.rules().apply(origin, rule);
  }

  private static SSLContext context(Origin origin, @Nullable TlsSettings tls)
      throws TransportException {
    try {
      return tls != null ? tls.context() : new UnusedSslContext();
    } catch (IOException e) {
      throw new TransportException(
          Kind.PERMANENT, "no TLS connection to " + origin + ": " + e.getMessage(), e);
    }
  }

  private HttpClient.Builder builder(SSLContext context, boolean judged) {
    return HttpClient.newBuilder()
        .version(version)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(config.connectTimeout())
        .proxy(routes.selector(judged))
        .sslContext(context)
        // All callbacks only enqueue: handing them to a pool halves the speed.
        .executor(Runnable::run);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      clients.values().forEach(ClosableHttpClient::close);
      clients.clear();
      routes.close();
    } finally {
      lock.unlock();
    }
  }
}
