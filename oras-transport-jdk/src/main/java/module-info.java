/**
 * HTTP transport on {@code java.net.http}. Begin with {@link
 * io.oras.transport.jdk.JdkTransportProvider} to use your own {@code HttpClient}.
 */
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
