package io.oras.transport.apache;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of a host name. */
@FunctionalInterface
interface AddressResolver {
  /** The JVM's resolver. */
  AddressResolver SYSTEM = InetAddress::getAllByName;

  /** Returns all addresses, the preferred one first. */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
