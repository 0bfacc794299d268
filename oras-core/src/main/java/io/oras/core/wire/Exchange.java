package io.oras.core.wire;

import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;

/** One HTTP exchange; the caller closes the answer. Thread safe. */
@FunctionalInterface
public interface Exchange {
  /**
   * Sends the request and gives the answer, whatever its status.
   *
   * @throws IOException when no answer came
   */
  TransportResponse send(TransportRequest request) throws IOException;
}
