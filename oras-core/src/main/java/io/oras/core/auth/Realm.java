package io.oras.core.auth;

import io.oras.api.transport.Origin;
import io.oras.core.wire.Redaction;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a token service may be. The registry names it, so a hostile or a faked registry could have
 * passwords sent anywhere (GHSA-28r5-37g7-p6mp).
 */
final class Realm {
  /** A last part that is a number: then the host is an IPv4 address or nothing. */
  private static final Pattern NUMBER = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");

  private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private Realm() {}

  /** Why credentials for that registry are not sent there, or empty when they may be. */
  static Optional<String> objection(URI realm, Origin registry) {
    Origin origin;
    try {
      origin = Origin.of(realm);
    } catch (IllegalArgumentException e) {
      return Optional.of("it is no http or https URL");
    }
    if (registry.isSecure() && !origin.isSecure()) {
      return Optional.of("it is not encrypted but the registry is: " + Redaction.url(realm));
    }
    if (!origin.host().equals(registry.host()) && isInternal(origin.host())) {
      return Optional.of("it is inside a network: " + Redaction.url(realm));
    }
    return Optional.empty();
  }

  private static boolean isInternal(String given) {
    String host = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    boolean number = NUMBER.matcher(host).find();
    if (!number && !host.startsWith("[")) {
      return false;
    }
    if (number && !IPV4.matcher(host).matches()) {
      // 127.1, 0177.0.0.1 and 0x7f000001 mean different addresses to different readers.
      return true;
    }
    try {
      // A literal is parsed, never looked up.
      return isInternal(InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      return true;
    }
  }

  private static boolean isInternal(byte[] address) throws UnknownHostException {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    InetAddress ip = InetAddress.getByAddress(address);
    if (ip.isLoopbackAddress()
        || ip.isLinkLocalAddress()
        || ip.isSiteLocalAddress()
        || ip.isAnyLocalAddress()
        || ip.isMulticastAddress()) {
      return true;
    }
    if (address.length == 4) {
      // RFC 6890: this network, shared address space, broadcast.
      return first == 0 || (first == 100 && second >= 64 && second < 128) || first >= 240;
    }
    // RFC 4193, and IPv4 within IPv6: NAT64 (RFC 6052) and 6to4 (RFC 3056).
    if ((first & 0xfe) == 0xfc) {
      return true;
    }
    if (first == 0
        && second == 0x64
        && (address[2] & 0xff) == 0xff
        && (address[3] & 0xff) == 0x9b) {
      return isInternal(Arrays.copyOfRange(address, 12, 16));
    }
    return first == 0x20 && second == 0x02 && isInternal(Arrays.copyOfRange(address, 2, 6));
  }
}
