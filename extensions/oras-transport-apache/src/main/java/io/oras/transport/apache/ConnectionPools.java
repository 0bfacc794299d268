package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One pool for plain HTTP and one for each {@link TlsSettings} and rule for addresses, created when
 * first needed: a client certificate and an authority to trust stay with the servers that they were
 * given for. Thread safe.
 */
final class ConnectionPools implements AutoCloseable {
  private final TransportConfig config;
  private final AddressResolver resolver;
  private final ConnectionMonitor monitor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, ConnectionPool> pools = new HashMap<>();
  private boolean closed;

  ConnectionPools(TransportConfig config, AddressResolver resolver) {
    this.config = config;
    this.resolver = resolver;
    this.monitor = new ConnectionMonitor(this::closeExpired);
  }

  /**
   * Requests that share connections.
   *
   * @param tls null for plain HTTP
   */
  private record Key(@Nullable TlsSettings tls, @Nullable AddressRule rule) {
    // Written out: the generated methods cost a start of the command several milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && Objects.equals(tls, that.tls)
          && Objects.equals(rule, that.rule);
    }

    @Override
    public int hashCode() {
      return Objects.hash(tls, rule);
    }
  }

  ConnectionPool pool(Origin origin, @Nullable AddressRule rule) throws TransportException {
    Key key = new Key(origin.isSecure() ? config.tls(origin) : null, rule);
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
              new Connector(config, resolver, key.tls()),
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
      pools.values().forEach(ConnectionPool::close);
      pools.clear();
    } finally {
      lock.unlock();
    }
    monitor.close();
  }
}
