/**
 * HTTP transport on Apache HttpClient 5. The module exports nothing; its provider has the name
 * {@code apache}.
 */
@SuppressWarnings("requires-automatic")
module io.oras.transport.apache {
  requires io.oras.api;
  requires org.apache.httpcomponents.client5.httpclient5;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.slf4j;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides io.oras.api.spi.HttpTransportProvider with
      io.oras.transport.apache.ApacheTransportProvider;

  uses org.slf4j.spi.SLF4JServiceProvider;
}
