package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests with the clients that it is given. */
final class JdkTransport implements HttpTransport {
  private final TransportConfig config;
  private final HttpClients clients;
  private final Set<ClientExchange> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  JdkTransport(TransportConfig config, HttpClients clients) {
    this.config = config;
    this.clients = clients;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    try (RequestBodyPublisher upload = new RequestBodyPublisher(request.body())) {
      return send(request, upload);
    }
  }

  private TransportResponse send(TransportRequest request, RequestBodyPublisher upload)
      throws IOException {
    Origin origin;
    RouteSelector.Route route;
    HttpRequest.Builder message;
    try {
      origin = request.origin();
      route = clients.route(request.uri(), request.addressRule().isPresent());
      message = message(request, route.url(request.uri()));
    } catch (IllegalArgumentException e) {
      throw new TransportException(
          Kind.PERMANENT, "this request cannot be sent: " + e.getMessage(), e);
    }
    route.authorization().ifPresent(secret -> message.setHeader("Proxy-Authorization", secret));
    AddressRule rule = route.resolved() ? request.addressRule().orElse(null) : null;
    TransportResponse answer;
    AddressRules.Use use = rule == null ? null : clients.apply(origin, rule);
    try {
      HttpClient client = clients.to(origin, request.addressRule().isPresent());
      ClientExchange exchange = new ClientExchange(request, upload, config, route.peer(), running);
      if (closed) {
        exchange.abort(closedException());
      }
      answer = send(exchange, client, message, route);
    } finally {
      if (use != null) {
        use.close();
      }
    }
    if (answer.status() == 407 && route.peer().proxy().isPresent()) {
      answer.close();
      throw route.peer().proxyWantsPassword();
    }
    if (answer.headers().all("Content-Length").stream().distinct().count() > 1) {
      // The client takes the first (RFC 9112 section 6.3).
      answer.close();
      throw new TransportException(
          Kind.TRANSIENT,
          route.peer() + " answered with two different values of Content-Length",
          null);
    }
    return answer;
  }

  private static TransportResponse send(
      ClientExchange exchange,
      HttpClient client,
      HttpRequest.Builder message,
      RouteSelector.Route route)
      throws IOException {
    try {
      return exchange.send(client, message);
    } catch (TransportException e) {
      throw route.failure(e);
    }
  }

  private static HttpRequest.Builder message(TransportRequest request, URI url) {
    // Only ASCII can go out; what is ASCII already stays as it is, byte for byte.
    String ascii = url.toASCIIString();
    URI uri = ascii.equals(url.toString()) ? url : URI.create(ascii);
    HttpRequest.Builder message = HttpRequest.newBuilder(uri);
    if (uri.getScheme().equalsIgnoreCase("http")) {
      // Else every request would offer an upgrade to h2c.
      message.version(HttpClient.Version.HTTP_1_1);
    }
    request
        .headers()
        .forEach(
            (name, value) -> {
              try {
                message.header(name, value);
              } catch (IllegalArgumentException e) {
                // The client's own message would show the value.
                throw new IllegalArgumentException("header '" + name + "' is not allowed", null);
              }
            });
    return message;
  }

  /**
   * Returns false: {@code Http1AsyncReceiver} of OpenJDK 17 to 25 requests more reads than it needs
   * while the reader is fast, and keeps what they bring when the reader becomes slow.
   */
  @Override
  public boolean appliesBackpressure() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(exchange -> exchange.abort(closedException()));
    clients.close();
  }

  private static TransportException closedException() {
    return new TransportException(Kind.PERMANENT, "the transport is closed", null);
  }
}
