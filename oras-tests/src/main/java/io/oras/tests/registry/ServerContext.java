package io.oras.tests.registry;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The common state of all listeners of a registry.
 *
 * @param tls or null for plain http
 */
record ServerContext(Faults faults, RequestLog log, @Nullable SSLContext tls) {
  /** Starts a listener. */
  Listener listen(int port, Service service) throws IOException {
    return new Listener(port, new FaultFilter(service, faults, log), tls);
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }

  /** Returns the origin of the listener, {@code http://HOST} or {@code https://HOST}. */
  String origin(String host, Listener listener) {
    return scheme() + "://" + host + ":" + listener.port();
  }
}
