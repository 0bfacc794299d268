package io.oras.api.spi;

import io.oras.api.transport.HttpTransport;

/**
 * Makes transports.
 *
 * <pre>{@code
 * public final class OwnClientProvider implements HttpTransportProvider {
 *   private final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
 *
 *   @Override
 *   public String name() {
 *     return "own-client"; // Oras.builder().transport("own-client") chooses it
 *   }
 *
 *   @Override
 *   public HttpTransport create(TransportConfig config) {
 *     return JdkTransportProvider.over(client).create(config);
 *   }
 * }
 * }</pre>
 */
public interface HttpTransportProvider extends Prioritized {
  /** Creates a transport, which the caller closes. Opens no connection before the first request. */
  HttpTransport create(TransportConfig config);
}
