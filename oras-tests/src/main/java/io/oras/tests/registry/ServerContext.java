package io.oras.tests.registry;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What all listeners of a registry share.
 *
 * @param tls or null for plain http
 */
record ServerContext(Faults faults, RequestLog log, @Nullable SSLContext tls) {
  /** Begins to serve. */
  Listener listen(int port, Service service) throws IOException {
    return new Listener(port, new FaultFilter(service, faults, log), tls);
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }

  /** {@code http://HOST} or {@code https://HOST}, which is where that listener is. */
  String origin(String host, Listener listener) {
    return scheme() + "://" + host + ":" + listener.port();
  }
}
