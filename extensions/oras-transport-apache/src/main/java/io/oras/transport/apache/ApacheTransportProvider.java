package io.oras.transport.apache;

import com.google.auto.service.AutoService;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;

/**
 * Creates transports on Apache HttpClient 5: HTTP/1.1, one blocking call for each request, no
 * thread for a connection. Thread safe.
 *
 * <p>A transport creates its connection pools when they are first needed, one for plain HTTP and
 * one for each {@link io.oras.api.transport.TlsSettings}, and closes them when it is closed.
 * Proxies come from {@link TransportConfig#proxy}, else from {@code HTTP_PROXY}, {@code
 * HTTPS_PROXY} and {@code NO_PROXY} of {@link TransportConfig#environment}, else from the JVM's
 * properties. HTTP proxies and SOCKS 5 proxies are supported.
 */
@AutoService(HttpTransportProvider.class)
public final class ApacheTransportProvider implements HttpTransportProvider {
  /** Creates the provider. */
  public ApacheTransportProvider() {}

  @Override
  public String name() {
    return "apache";
  }

  /** Returns 10: whoever adds this transport to an application wants it. */
  @Override
  public int priority() {
    return 10;
  }

  @Override
  public HttpTransport create(TransportConfig config) {
    QuietLogging.prepare();
    return new ApacheTransport(config, AddressResolver.SYSTEM);
  }
}
