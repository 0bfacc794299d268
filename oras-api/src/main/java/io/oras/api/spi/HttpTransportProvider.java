package io.oras.api.spi;

import io.oras.api.transport.HttpTransport;

/** Makes transports. */
public interface HttpTransportProvider extends Prioritized {
  /** A new transport, which the caller closes. Cheap until the first request. */
  HttpTransport create(TransportConfig config);
}
