package io.oras.transport.jdk;

import com.google.auto.service.AutoService;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Makes transports on {@link HttpClient}: HTTP/1.1 on plain http, HTTP/2 where a TLS server offers
 * it. Thread safe.
 *
 * <p>A transport makes its clients when they are first needed, one for plain http and one for each
 * {@link io.oras.api.transport.TlsSettings}, and ends them when it is closed. Proxies come from
 * {@link TransportConfig#proxy}, else from {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
 * NO_PROXY} of {@link TransportConfig#environment}, else from the JVM's properties. The JDK sends
 * no password to a proxy for https unless the JVM runs with {@code
 * -Djdk.http.auth.tunneling.disabledSchemes=}, and knows no SOCKS proxies.
 */
@SuppressWarnings("exports")
@AutoService(HttpTransportProvider.class)
public final class JdkTransportProvider implements HttpTransportProvider {
  private final @Nullable HttpClient given;

  /** Transports with clients of their own. */
  public JdkTransportProvider() {
    this(null);
  }

  private JdkTransportProvider(@Nullable HttpClient given) {
    this.given = given;
  }

  /**
   * A provider whose transports use the caller's client, with its TLS, proxy, connect timeout and
   * executor. Closing a transport leaves the client open. Of a {@link TransportConfig} only {@link
   * TransportConfig#idleTimeout} counts; TLS settings or an address for a server make requests to
   * it fail, rather than being ignored.
   *
   * @throws IllegalArgumentException when the client follows redirects, answers challenges or keeps
   *     cookies: it would carry credentials to places that this library keeps them from
   */
  public static HttpTransportProvider over(HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client follows redirects ("
              + client.followRedirects()
              + ") and would carry credentials along; build it with Redirect.NEVER");
    }
    if (client.authenticator().isPresent() || client.cookieHandler().isPresent()) {
      throw new IllegalArgumentException(
          "the client has an authenticator or a cookie handler; build it without");
    }
    return new JdkTransportProvider(client);
  }

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public HttpTransport create(TransportConfig config) {
    return new JdkTransport(
        config, given == null ? new OwnClients(config) : new GivenClient(given, config));
  }
}
