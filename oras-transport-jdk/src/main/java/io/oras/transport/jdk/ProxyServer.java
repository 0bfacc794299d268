package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy that a variable names.
 *
 * @param address not looked up yet
 * @param authorization the value of {@code Proxy-Authorization}, a secret
 */
record ProxyServer(InetSocketAddress address, Optional<String> authorization) {
  /**
   * Reads {@code [http://][user:password@]host[:port]}; the port is 80 by default.
   *
   * @throws TransportException when it is no HTTP proxy; the message names the variable alone, as
   *     the text may hold a password
   */
  static ProxyServer parse(String variable, String text) throws TransportException {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw invalid(variable + " is not a URL"); // The cause would show the text.
    }
    if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
      throw invalid(
          variable + " must be http://HOST:PORT: the JDK knows no other proxies (https, SOCKS)");
    }
    Optional<String> authorization =
        Optional.ofNullable(uri.getUserInfo())
            .map(user -> user.getBytes(StandardCharsets.UTF_8))
            .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new ProxyServer(InetSocketAddress.createUnresolved(uri.getHost(), port), authorization);
  }

  private static TransportException invalid(String message) {
    return new TransportException(TransportException.Kind.PERMANENT, message, null);
  }

  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, address);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address.getHostString() + ":" + address.getPort();
  }
}
