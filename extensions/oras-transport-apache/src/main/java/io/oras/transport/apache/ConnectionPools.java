package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One pool for plain HTTP and one for each {@link TlsSettings}, created when first needed: a client
 * certificate and an authority to trust stay with the servers that they were given for. Thread
 * safe.
 */
final class ConnectionPools implements AutoCloseable {
  private final TransportConfig config;
  private final AddressResolver resolver;
  private final ConnectionMonitor monitor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Optional<TlsSettings>, ConnectionPool> pools = new HashMap<>();
  private boolean closed;

  ConnectionPools(TransportConfig config, AddressResolver resolver) {
    this.config = config;
    this.resolver = resolver;
    this.monitor = new ConnectionMonitor(this::closeExpired);
  }

  ConnectionPool pool(Origin origin) throws TransportException {
    Optional<TlsSettings> key =
        origin.isSecure() ? Optional.of(config.tls(origin)) : Optional.empty();
    lock.lock();
    try {
      ConnectionPool known = pools.get(key);
      if (known != null) {
        return known;
      }
      if (closed) {
        throw ConnectionMonitor.closedFailure();
      }
      ConnectionPool created =
          ConnectionPool.of(
              new Connector(config, resolver, key.orElse(null)),
              socket -> new HttpConnection(monitor, config.idleTimeout(), config.keepAlive()));
      pools.put(key, created);
      return created;
    } finally {
      lock.unlock();
    }
  }

  private void closeExpired() {
    lock.lock();
    try {
      pools.values().forEach(pool -> pool.manager().closeExpired());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    // Before the pools, which give no reason: what runs fails with the one of the monitor.
    monitor.close();
    lock.lock();
    try {
      pools.values().forEach(ConnectionPool::close);
      pools.clear();
    } finally {
      lock.unlock();
    }
  }
}
