package io.oras.transport.jdk;

import com.google.auto.service.AutoService;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Makes transports on {@link HttpClient}. They use HTTP/1.1, since a server can fill the memory of
 * the JDK's HTTP/2 client; see {@link #http2}. Thread safe.
 *
 * <pre>{@code
 * HttpTransport transport = JdkTransportProvider.http2().create(TransportConfig.DEFAULT);
 * Oras multiplexed = Oras.builder().transport(transport).build();
 * }</pre>
 *
 * <p>A transport makes its clients when they are first needed, one for plain http and one for each
 * {@link io.oras.api.transport.TlsSettings}, and ends them when it is closed. Requests with an
 * {@link io.oras.api.transport.AddressRule} have a second set of such clients, whatever the rule.
 * Proxies come from {@link TransportConfig#proxy}, else from {@code HTTP_PROXY}, {@code
 * HTTPS_PROXY} and {@code NO_PROXY} of {@link TransportConfig#environment}, else from the JVM's
 * properties. The JDK sends no password to a proxy for https unless the JVM runs with {@code
 * -Djdk.http.auth.tunneling.disabledSchemes=}, and knows no SOCKS proxies.
 */
@SuppressWarnings("exports")
@AutoService(HttpTransportProvider.class)
public final class JdkTransportProvider implements HttpTransportProvider {
  private final @Nullable HttpClient given;
  private final HttpClient.Version version;

  /** Creates a provider whose transports have clients of their own and use HTTP/1.1. */
  public JdkTransportProvider() {
    this(null, HttpClient.Version.HTTP_1_1);
  }

  private JdkTransportProvider(@Nullable HttpClient given, HttpClient.Version version) {
    this.given = given;
    this.version = version;
  }

  /**
   * Returns a provider whose transports use HTTP/2 with TLS servers that offer it. Use it only with
   * servers that you trust: the JDK's client has no limit for {@code SETTINGS}, {@code PING} and
   * empty {@code DATA} frames, so a server that sends them without end fills the heap.
   */
  public static HttpTransportProvider http2() {
    return new JdkTransportProvider(null, HttpClient.Version.HTTP_2);
  }

  /**
   * Creates a provider whose transports use the caller's client, with its TLS, proxy, connect
   * timeout and executor. Closing a transport leaves the client open. Of a {@link TransportConfig}
   * only {@link TransportConfig#idleTimeout} counts; TLS settings or an address for a server make
   * requests to it fail, rather than being ignored.
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
    return new JdkTransportProvider(client, client.version());
  }

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public HttpTransport create(TransportConfig config) {
    return new JdkTransport(
        config,
        given == null
            ? new ManagedHttpClients(config, version, Resolver.SYSTEM)
            : new CallerHttpClient(given, config));
  }
}
