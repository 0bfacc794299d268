package io.oras.core.http;

import io.oras.api.transport.TransportResponse;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;

/**
 * Sends requests through the whole request chain: retry, authentication, redirects and limits.
 * Thread safe.
 */
@FunctionalInterface
public interface RegistryHttp {
  /**
   * Sends the request and returns the final response with any status. {@link ResponseCheck}
   * converts an unexpected status into an exception. The caller closes the response.
   *
   * @throws IOException if no response arrived, or a limit or a rule was violated
   */
  TransportResponse send(RegistryRequest request) throws IOException;

  /** Returns the secrets that were sent; none by default. */
  default SentSecrets secrets() {
    return new SentSecrets();
  }
}
