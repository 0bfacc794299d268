package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Looks up names. */
@FunctionalInterface
interface Resolver {
  Resolver SYSTEM = InetAddress::getAllByName;

  /** Returns all addresses, the preferred one first. */
  InetAddress[] all(String host) throws UnknownHostException;

  /**
   * Returns where to connect to: the first address of a server, after the rule has judged all.
   *
   * @throws TransportException if there is none, or the rule refuses one
   */
  default InetSocketAddress judged(Origin origin, AddressRule rule) throws TransportException {
    String host = origin.host();
    InetAddress[] addresses;
    try {
      addresses = all(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    } catch (UnknownHostException e) {
      throw FailureTranslator.of(origin).failed(e, "");
    }
    for (InetAddress address : addresses) {
      rule.check(address);
    }
    return new InetSocketAddress(addresses[0], origin.port());
  }
}
