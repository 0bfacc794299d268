package io.oras.api.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A proxy that requires a user name and a password. A {@link java.net.ProxySelector} returns it; a
 * transport sends the password to the proxy and to nobody else. Immutable.
 *
 * <pre>{@code
 * Proxy proxy =
 *     new AuthenticatedProxy(
 *         Proxy.Type.HTTP,
 *         InetSocketAddress.createUnresolved("proxy.example.com", 3128),
 *         "user",
 *         "password");
 * }</pre>
 *
 * <p>As any {@link Proxy}, it equals each proxy with the same type and address.
 */
public final class AuthenticatedProxy extends Proxy {
  private final String userInfo;

  /**
   * Creates a proxy.
   *
   * @param type an HTTP proxy, or a SOCKS 5 proxy
   * @param address host and port, unresolved if the name is looked up for each connection
   * @throws IllegalArgumentException if the type is {@code DIRECT}, or the user name contains a
   *     colon (RFC 7617 section 2)
   */
  public AuthenticatedProxy(Type type, InetSocketAddress address, String user, String password) {
    super(type, Objects.requireNonNull(address, "address"));
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the user name of the proxy contains a colon");
    }
    this.userInfo = user + ":" + Objects.requireNonNull(password, "password");
  }

  /** Returns {@code user:password}, a secret. */
  public String userInfo() {
    return userInfo;
  }

  /** Returns the value of {@code Proxy-Authorization}, a secret. */
  public String authorization() {
    return authorization(userInfo);
  }

  static String authorization(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
