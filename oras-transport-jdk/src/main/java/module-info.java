/** HTTP transport of oras on {@code java.net.http}. */
@SuppressWarnings("requires-automatic")
module io.oras.transport.jdk {
  requires transitive io.oras.api;
  requires transitive java.net.http;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports io.oras.transport.jdk;

  provides io.oras.api.spi.HttpTransportProvider with
      io.oras.transport.jdk.JdkTransportProvider;
}
