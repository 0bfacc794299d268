package io.oras.api.spi;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;

/**
 * What a transport is made with. Every method has a default, and minor versions may add some.
 * Thread safe.
 */
public interface TransportConfig {
  /** All defaults. */
  TransportConfig DEFAULT = new TransportConfig() {};

  /** How long to wait for a connection; 30 seconds. */
  default Duration connectTimeout() {
    return Duration.ofSeconds(30);
  }

  /** How long a body may move no byte before it is cut; 60 seconds. */
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
   * Which proxy to use. Empty means that of the environment ({@code HTTPS_PROXY}, {@code
   * HTTP_PROXY}, {@code NO_PROXY}), else that of the JVM's properties.
   */
  default Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  /**
   * How to trust that server, and to be known by it.
   *
   * @throws TransportException when what was configured for it is incomplete or cannot be read
   */
  default TlsSettings tls(Origin origin) throws TransportException {
    return TlsSettings.defaults();
  }

  /** The address to connect to instead of looking up that server's name. */
  default Optional<InetSocketAddress> address(Origin origin) {
    return Optional.empty();
  }

  /** Returns the environment that names proxies; that of this process by default. */
  default Environment environment() {
    return Environment.ofProcess();
  }
}
