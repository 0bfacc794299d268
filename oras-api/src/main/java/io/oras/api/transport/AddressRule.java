package io.oras.api.transport;

import io.oras.api.error.TransportException;
import java.net.InetAddress;

/**
 * Says to which addresses a request may go. Equal rules judge alike, so that their requests can
 * share connections. Thread safe.
 */
@FunctionalInterface
public interface AddressRule {
  /**
   * Judges an address that the server's name resolves to.
   *
   * @throws TransportException if the request must not go there
   */
  void check(InetAddress address) throws TransportException;
}
