package io.oras.transport.apache;

import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server.
 *
 * @param origin the server
 * @param kind of the first hop
 * @param hop host and port to connect to, perhaps unresolved
 * @param rule for the addresses of the hop, or null
 * @param secret for the proxy: the value of {@code Proxy-Authorization}, or {@code user:password}
 *     for SOCKS
 * @param failures describes failures on this route
 */
record Route(
    Origin origin,
    Kind kind,
    InetSocketAddress hop,
    @Nullable AddressRule rule,
    Optional<String> secret,
    FailureTranslator failures) {

  /** What the transport connects to. */
  enum Kind {
    /** The server itself. */
    DIRECT,
    /** An HTTP proxy. */
    HTTP_PROXY,
    /** A SOCKS 5 proxy. */
    SOCKS
  }

  /** Returns whether an HTTP proxy is asked for a tunnel to the server. */
  boolean tunnelled() {
    return kind == Kind.HTTP_PROXY && origin.isSecure();
  }

  /** Returns whether requests go to an HTTP proxy that reads them. */
  boolean forwarded() {
    return kind == Kind.HTTP_PROXY && !origin.isSecure();
  }

  /** Returns the name or the address of the server, without brackets. */
  String hostName() {
    String host = origin.host();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns what tells apart connections in a pool. */
  HttpRoute key() {
    HttpHost target = new HttpHost(origin.scheme(), origin.host(), origin.port());
    if (kind == Kind.DIRECT) {
      return new HttpRoute(target, null, origin.isSecure());
    }
    String scheme = kind == Kind.SOCKS ? "socks" : "http";
    HttpHost proxy = new HttpHost(scheme, hop.getHostString(), hop.getPort());
    return tunnelled()
        ? new HttpRoute(target, null, proxy, true, TunnelType.TUNNELLED, LayerType.LAYERED)
        : new HttpRoute(target, null, proxy, origin.isSecure());
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return kind + " " + failures;
  }
}
