package io.oras.tests;

import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.tests.tck.HttpTransportTck;
import java.util.ServiceLoader;

/** The suite over {@code oras-transport-jdk}, found as users find it. */
class JdkTransportTest extends HttpTransportTck {
  @Override
  protected HttpTransport create(TransportConfig config) {
    return ServiceLoader.load(HttpTransportProvider.class).findFirst().orElseThrow().create(config);
  }

  @Override
  protected String threadName() {
    return "HttpClient";
  }

  /** The JDK withholds passwords from tunnels, unless a property of the JVM says otherwise. */
  @Override
  protected boolean sendsTunnelPasswords() {
    return false;
  }

  @Override
  protected boolean usesSocksProxies() {
    return false;
  }

  /** A thread of the client notices that a connection was closed, at some later time. */
  @Override
  protected boolean checksIdleConnections() {
    return false;
  }

  /** The JDK has one time for the whole JVM. */
  @Override
  protected boolean closesIdleConnections() {
    return false;
  }
}
