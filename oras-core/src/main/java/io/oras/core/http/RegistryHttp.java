package io.oras.core.http;

import io.oras.api.transport.TransportResponse;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;

/**
 * The whole chain as the conversations see it: retried, authenticated, redirected, limited. Thread
 * safe.
 */
@FunctionalInterface
public interface RegistryHttp {
  /**
   * Sends the request and gives the final answer, whatever its status; {@link ResponseCheck} turns
   * one that was not expected into an exception. The caller closes it.
   *
   * @throws IOException when no answer came, or a limit or a rule was broken on the way
   */
  TransportResponse send(RegistryRequest request) throws IOException;

  /** Returns the secrets that were sent; none by default. */
  default SentSecrets secrets() {
    return new SentSecrets();
  }
}
