package io.oras.core.auth;

import io.oras.api.error.TransportException;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import io.oras.core.wire.Redaction;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a token service may be. The registry names it, so a hostile or a faked registry could have
 * passwords sent anywhere (GHSA-28r5-37g7-p6mp).
 */
final class TokenRealm {
  /** A last part that is a number: then the host is an IPv4 address or nothing. */
  private static final Pattern NUMBER = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");

  private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};

  /** Where clouds tell their machines secrets, besides the link-local 169.254.169.254. */
  private static final Set<InetAddress> METADATA =
      Stream.of(
              "100.100.100.200", // Alibaba
              "168.63.129.16", // Azure
              "192.0.0.192", // Oracle
              "fd00:ec2::254", // AWS
              "fd20:ce::254") // Google
          .map(TokenRealm::literal)
          .collect(Collectors.toSet());

  private TokenRealm() {}

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Why credentials for that registry are not sent there, or empty when they may be. */
  static Optional<String> objection(URI realm, Origin registry) {
    Origin origin;
    try {
      origin = Origin.of(realm);
    } catch (IllegalArgumentException e) {
      return Optional.of("it is not an http or https URL");
    }
    if (registry.isSecure() && !origin.isSecure()) {
      return Optional.of("it is not encrypted but the registry is: " + Redaction.url(realm));
    }
    if (!origin.host().equals(registry.host()) && isInternal(origin.host())) {
      return Optional.of("it is an internal address: " + Redaction.url(realm));
    }
    return Optional.empty();
  }

  /**
   * Returns the rule for the addresses of a token server's name, or null where the registry itself
   * is asked. Private addresses are allowed: an internal registry may have an internal token server
   * (GHSA-xc97-9f2f-9hrx).
   */
  static @Nullable AddressRule rule(URI realm, Origin registry) {
    return Origin.of(realm).host().equals(registry.host()) ? null : new Rule(registry);
  }

  private record Rule(Origin registry) implements AddressRule {
    @Override
    public void check(InetAddress address) throws TransportException {
      if (isForbidden(address) && !isOfTheRegistry(address)) {
        throw new TransportException(
            TransportException.Kind.PERMANENT,
            "the token server of %s is refused: its name resolves to %s, an internal address that the registry does not have"
                .formatted(registry.authority(), address.getHostAddress()),
            null);
      }
    }

    private boolean isOfTheRegistry(InetAddress address) {
      try {
        return Arrays.asList(InetAddress.getAllByName(bare(registry.host()))).contains(address);
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isForbidden(InetAddress ip) {
    byte[] bytes = ip.getAddress();
    return ip.isLoopbackAddress()
        || ip.isLinkLocalAddress()
        || ip.isAnyLocalAddress()
        || (bytes.length == 4 && bytes[0] == 0)
        || METADATA.contains(ip)
        || embedded(bytes).filter(TokenRealm::isForbidden).isPresent();
  }

  /** The IPv4 address within one of IPv6: compatible, NAT64 (RFC 6052) and 6to4 (RFC 3056). */
  private static Optional<InetAddress> embedded(byte[] bytes) {
    if (bytes.length == 4) {
      return Optional.empty();
    }
    boolean compatible = Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
    boolean nat64 = Arrays.equals(bytes, 0, 4, NAT64, 0, 4);
    if (compatible || nat64) {
      return Optional.of(address(Arrays.copyOfRange(bytes, 12, 16)));
    }
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return sixToFour ? Optional.of(address(Arrays.copyOfRange(bytes, 2, 6))) : Optional.empty();
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
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
      return isInternal(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return true;
    }
  }

  private static boolean isInternal(InetAddress ip) {
    byte[] bytes = ip.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    // Shared address space and broadcast (RFC 6890), unique local addresses (RFC 4193).
    boolean reserved =
        bytes.length == 4
            ? (first == 100 && second >= 64 && second < 128) || first >= 240
            : (first & 0xfe) == 0xfc;
    return reserved
        || ip.isSiteLocalAddress()
        || ip.isMulticastAddress()
        || isForbidden(ip)
        || embedded(bytes).filter(TokenRealm::isInternal).isPresent();
  }
}
