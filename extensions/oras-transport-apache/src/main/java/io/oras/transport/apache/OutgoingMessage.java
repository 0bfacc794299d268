package io.oras.transport.apache;

import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** The head of a request, whose target goes out as it was given. */
final class OutgoingMessage extends BasicClassicHttpRequest {
  private static final long serialVersionUID = 1L;

  /** Headers that this transport sets. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final String target;

  private OutgoingMessage(String method, String target) {
    super(method, (@Nullable HttpHost) null, null);
    this.target = target;
  }

  /**
   * Creates the head of a request.
   *
   * @throws IllegalArgumentException if the method or a header cannot be sent; the message shows no
   *     value
   */
  static OutgoingMessage of(TransportRequest request, Route route, OutgoingBody body) {
    if (!isToken(request.method())) {
      throw new IllegalArgumentException("invalid method");
    }
    String host = host(request.uri(), route.origin());
    String target = target(request.uri());
    OutgoingMessage message =
        new OutgoingMessage(
            request.method(), route.forwarded() ? "http://" + host + target : target);
    message.addHeader("Host", host);
    request.headers().forEach(message::addGiven);
    if (route.forwarded()) {
      route.secret().ifPresent(secret -> message.addHeader("Proxy-Authorization", secret));
    }
    if (body.length() < 0) {
      message.addHeader("Transfer-Encoding", "chunked");
    } else if (body.length() > 0 || WITH_BODY.contains(request.method())) {
      message.addHeader("Content-Length", Long.toString(body.length()));
    }
    return message;
  }

  /** Creates the request for a tunnel to the server of a route. */
  static OutgoingMessage connect(Route route, Optional<String> userAgent) {
    Origin origin = route.origin();
    String target = origin.host() + ":" + origin.port();
    OutgoingMessage message = new OutgoingMessage("CONNECT", target);
    message.addHeader("Host", target);
    userAgent.ifPresent(agent -> message.addGiven("User-Agent", agent));
    route.secret().ifPresent(secret -> message.addHeader("Proxy-Authorization", secret));
    return message;
  }

  /** Returns host and port, without the port if it is the default; an address stays as written. */
  private static String host(URI url, Origin origin) {
    String authority = origin.authority();
    return url.getHost() == null
        ? authority
        : url.getHost() + authority.substring(origin.host().length());
  }

  private static String target(URI url) {
    // Only ASCII can go out; what is ASCII already stays as it is, byte for byte.
    String ascii = url.toASCIIString();
    URI uri = ascii.equals(url.toString()) ? url : URI.create(ascii);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private void addGiven(String name, String value) {
    boolean latin = value.chars().allMatch(c -> c <= 0xff);
    if (!latin || !isToken(name) || OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header '" + name + "' is not allowed");
    }
    addHeader(name, value);
  }

  /** RFC 9110 section 5.6.2. */
  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  /** Returns the target in the form that the next hop wants. */
  @Override
  public String getRequestUri() {
    return target;
  }
}
