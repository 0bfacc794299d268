package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections that requests with the same TLS settings share, if they also have the same rule for
 * addresses. The library limits how many requests run at once, so the pool does not. Thread safe.
 */
record ConnectionPool(PoolingHttpClientConnectionManager manager) implements AutoCloseable {
  /** Not null: every request could have a connection whose state is null. */
  private static final Object NO_RULE = "no rule";

  static ConnectionPool of(
      Connector connector, HttpConnectionFactory<ManagedHttpClientConnection> factory) {
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            connector,
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            factory);
    manager.setMaxTotal(Integer.MAX_VALUE);
    manager.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    manager.setDefaultConnectionConfig(
        ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS).build());
    return new ConnectionPool(manager);
  }

  /**
   * Returns an open connection, or one that is not connected yet. The number of connections is not
   * limited, so the wait is one for other threads that lease at the same time.
   */
  ConnectionEndpoint lease(Route route, Duration timeout) throws IOException {
    try {
      return manager
          .lease("", route.key(), Timeout.DISABLED, state(route))
          .get(Timeout.of(timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new TransportException(Kind.TRANSIENT, "no connection from the pool: " + e, e);
    } catch (IllegalStateException e) {
      throw ConnectionMonitor.closedFailure(); // The pool says so in this way.
    }
  }

  /** Returns the rule that judged the connection: the pool gives it to requests with that rule. */
  private static Object state(Route route) {
    return route.rule() == null ? NO_RULE : route.rule();
  }

  /** Takes back a connection that the next request may use. */
  void release(ConnectionEndpoint endpoint, Route route, Duration keepAlive) {
    manager.release(endpoint, state(route), TimeValue.of(keepAlive));
  }

  /** Closes a connection. */
  void discard(ConnectionEndpoint endpoint) {
    endpoint.close(CloseMode.IMMEDIATE);
    manager.release(endpoint, null, null);
  }

  @Override
  public void close() {
    manager.close(CloseMode.IMMEDIATE);
  }
}
