package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

/**
 * One client for plain http and one for each {@link TlsSettings}, made when first needed: a client
 * certificate and an untrusted authority stay with the servers that they were given for.
 */
final class OwnClients implements Clients {
  private final TransportConfig config;
  private final Routes routes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Optional<TlsSettings>, EndableClient> clients = new HashMap<>();
  private boolean closed;

  OwnClients(TransportConfig config) {
    this.config = config;
    this.routes = new Routes(config);
  }

  @Override
  public HttpClient to(Origin origin) throws TransportException {
    Optional<TlsSettings> key =
        origin.isSecure() ? Optional.of(config.tls(origin)) : Optional.empty();
    lock.lock();
    try {
      EndableClient known = clients.get(key);
      if (known != null) {
        return known.client();
      }
      if (closed) {
        throw new TransportException(Kind.PERMANENT, "the transport is closed", null);
      }
      EndableClient made = EndableClient.build(builder(context(origin, key)));
      clients.put(key, made);
      return made.client();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Routes.Route route(URI url) throws TransportException {
    return routes.to(url);
  }

  private static SSLContext context(Origin origin, Optional<TlsSettings> tls)
      throws TransportException {
    try {
      return tls.isPresent() ? Tls.context(tls.get()) : new NoTls();
    } catch (IOException | GeneralSecurityException e) {
      throw new TransportException(
          Kind.PERMANENT, "no TLS connection to " + origin + ": " + e.getMessage(), e);
    }
  }

  private HttpClient.Builder builder(SSLContext context) {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(config.connectTimeout())
        .proxy(routes)
        .sslContext(context)
        // All callbacks only enqueue: handing them to a pool halves the speed.
        .executor(Runnable::run);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      clients.values().forEach(EndableClient::close);
      clients.clear();
      routes.close();
    } finally {
      lock.unlock();
    }
  }
}
