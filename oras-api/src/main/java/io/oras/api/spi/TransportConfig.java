package io.oras.api.spi;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of a transport. Every method has a default, and minor versions may add some.
 * Thread safe.
 */
public interface TransportConfig {
  /** All defaults. */
  TransportConfig DEFAULT = new TransportConfig() {};

  /** Returns how long to wait for a connection; 30 seconds by default. */
  default Duration connectTimeout() {
    return Duration.ofSeconds(30);
  }

  /**
   * Returns how long a body may transfer no byte before the transport ends it; 60 seconds by
   * default.
   */
  default Duration idleTimeout() {
    return Duration.ofSeconds(60);
  }

  /**
   * Returns how long a connection is kept that no request uses; 30 seconds. The JDK's client has
   * one such time for the whole JVM, {@code jdk.httpclient.keepalive.timeout}.
   */
  default Duration keepAlive() {
    return Duration.ofSeconds(30);
  }

  /**
   * Returns the selector of proxies. A proxy that it selects may be an {@link
   * io.oras.api.transport.AuthenticatedProxy}. Empty means the proxies of the environment ({@code
   * HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}), else those of the JVM's properties.
   */
  default Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  /**
   * Returns the TLS settings for the server: authorities and client certificate.
   *
   * @throws TransportException if the configuration of the server is incomplete or cannot be read
   */
  default TlsSettings tls(Origin origin) throws TransportException {
    return TlsSettings.defaults();
  }

  /**
   * Returns the address to connect to instead of looking up the name of the server; empty by
   * default.
   */
  default Optional<InetSocketAddress> address(Origin origin) {
    return Optional.empty();
  }

  /** Returns the environment that names proxies; that of this process by default. */
  default Environment environment() {
    return Environment.ofProcess();
  }
}
