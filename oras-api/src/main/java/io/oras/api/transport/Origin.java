package io.oras.api.transport;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a URL: scheme, host and port (RFC 6454 section 4). Two URLs belong to the same
 * server if their origins are equal.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in brackets, in one form whatever was written
 * @param port never absent: the scheme's default where none was given
 */
public record Origin(String scheme, String host, int port) {
  /** An authority with a host name that has an underscore, as in compose files. */
  private static final Pattern UNDERSCORED =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*_[A-Za-z0-9._-]*)(?::(\\d{1,5}))?");

  /**
   * Normalises the scheme, the host and the port.
   *
   * @throws IllegalArgumentException if the scheme is neither http nor https
   */
  public Origin {
    scheme = scheme.toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("a URL here is http or https, got '" + scheme + "'");
    }
    host = normalHost(host);
    port = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
  }

  /**
   * Returns the origin of an absolute URL. The host may have an underscore, although {@link
   * URI#getHost} knows no such host.
   *
   * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
   */
  public static Origin of(URI url) {
    if (url.getScheme() != null && url.getHost() != null) {
      return new Origin(url.getScheme(), url.getHost(), url.getPort());
    }
    if (url.getScheme() != null && url.getRawAuthority() != null) {
      Matcher authority = UNDERSCORED.matcher(url.getRawAuthority());
      if (authority.matches()) {
        String port = authority.group(2);
        return new Origin(
            url.getScheme(), authority.group(1), port == null ? -1 : Integer.parseInt(port));
      }
    }
    throw new IllegalArgumentException("a URL needs a scheme and a host");
  }

  private static String normalHost(String host) {
    if (!host.startsWith("[")) {
      return host.toLowerCase(Locale.ROOT);
    }
    try {
      // A literal in brackets is parsed, never looked up.
      return "[" + InetAddress.getByName(host).getHostAddress() + "]";
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IPv6 address: '" + host + "'", e);
    }
  }

  /** Returns whether requests to this origin are encrypted. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /** Returns host and port, without the port if it is the default of the scheme. */
  public String authority() {
    return port == (isSecure() ? 443 : 80) ? host : host + ":" + port;
  }

  // By hand: the generated methods are built when first called, which a command's start would feel.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin that
        && port == that.port
        && host.equals(that.host)
        && scheme.equals(that.scheme);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * scheme.hashCode() + host.hashCode()) + port;
  }

  /** Returns {@code scheme://host[:port]}. */
  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
