package io.oras.api.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers that {@code NO_PROXY} excludes, separated by commas: a name (itself and all below
 * it), a suffix ({@code .example.com}, {@code *.example.com}: all below it), an IP address, a
 * network ({@code 10.0.0.0/8}), each perhaps with a port; {@code *} is everything. Loopback
 * addresses never go to a proxy.
 */
final class ProxyExclusions {
  private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|.*:.*:.*");
  private static final Pattern ENTRY = Pattern.compile("\\[?([^/]*?)\\]?(?:/(\\d{1,3}))?");
  private static final Pattern PORT = Pattern.compile("(\\[[^]]*\\]|[^:]*):(\\d{1,5})");

  private final List<Entry> entries = new ArrayList<>();

  /** One place; all of its host is matched when {@code bits} is negative. */
  private record Entry(String name, @Nullable InetAddress network, int bits, int port) {}

  ProxyExclusions(String text) {
    for (String part : text.split(",", -1)) {
      String entry = part.strip().toLowerCase(Locale.ROOT);
      if (!entry.isEmpty()) {
        entries.add(parse(entry));
      }
    }
  }

  private static Entry parse(String text) {
    var withPort = PORT.matcher(text);
    int port = -1;
    String rest = text;
    if (withPort.matches()) {
      port = Integer.parseInt(withPort.group(2));
      rest = withPort.group(1);
    }
    var parts = ENTRY.matcher(rest);
    if (parts.matches()) {
      InetAddress network = address(parts.group(1));
      if (network != null) {
        String bits = parts.group(2);
        int all = network.getAddress().length * 8;
        return new Entry(rest, network, bits == null ? all : Integer.parseInt(bits), port);
      }
    }
    return new Entry(rest.startsWith("*.") ? rest.substring(1) : rest, null, 0, port);
  }

  /** Returns whether requests to that host go there without a proxy. */
  boolean matches(String uriHost, int port) {
    String host = uriHost.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
    InetAddress address = address(host);
    if (host.equals("localhost") || (address != null && address.isLoopbackAddress())) {
      return true;
    }
    return entries.stream()
        .anyMatch(e -> (e.port < 0 || e.port == port) && matches(e, host, address));
  }

  private static boolean matches(Entry entry, String host, @Nullable InetAddress address) {
    if (entry.name.equals("*")) {
      return true;
    }
    if (entry.network != null) {
      return address != null && contains(entry.network.getAddress(), entry.bits, address);
    }
    return entry.name.startsWith(".")
        ? host.endsWith(entry.name)
        : host.equals(entry.name) || host.endsWith("." + entry.name);
  }

  private static boolean contains(byte[] network, int bits, InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length || bits > network.length * 8) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if (((bytes[i / 8] ^ network[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The address that a literal stands for; nothing is looked up. */
  private static @Nullable InetAddress address(String literal) {
    if (!ADDRESS.matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.getAllByName(literal.contains(":") ? "[" + literal + "]" : literal)[0];
    } catch (UnknownHostException e) {
      return null; // Looks like an address and is none.
    }
  }
}
