package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;

/** Sends each request on the thread of the caller. */
final class ApacheTransport implements HttpTransport {
  private final TransportConfig config;
  private final RouteSelector routes;
  private final ConnectionPools pools;

  ApacheTransport(TransportConfig config, AddressResolver resolver) {
    this.config = config;
    this.routes = new RouteSelector(config);
    this.pools = new ConnectionPools(config, resolver);
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    try (OutgoingBody body = new OutgoingBody(request.body())) {
      Route route = routes.route(request);
      OutgoingMessage message;
      try {
        message = OutgoingMessage.of(request, route, body);
      } catch (IllegalArgumentException e) {
        throw new TransportException(
            Kind.PERMANENT, "this request cannot be sent: " + e.getMessage(), e);
      }
      ConnectionPool pool = pools.pool(request.origin());
      return new ClientExchange(request, route, message, body, pool, config).send();
    }
  }

  /** Returns true: the thread that reads the body reads from the connection. */
  @Override
  public boolean appliesBackpressure() {
    return true;
  }

  @Override
  public void close() {
    pools.close();
  }
}
