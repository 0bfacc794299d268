package io.oras.api.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request. Its {@code toString} shows no secret.
 *
 * @param method such as {@code GET}
 * @param uri absolute, http or https; sent byte for byte
 * @param headers without {@code Host} and {@code Content-Length}
 * @param body {@link RequestBody#EMPTY} where there is none
 * @param timeout until the head of the answer is there, counted from when the body is sent; more
 *     than nothing
 * @param addressRule judges every address that the server's name resolves to, and the transport
 *     connects to an address that was judged; null if any address will do. A rule is not asked
 *     where a proxy resolves the name. A transport that cannot choose the address judges at least
 *     what it can resolve
 */
public record TransportRequest(
    String method,
    URI uri,
    Headers headers,
    RequestBody body,
    Duration timeout,
    @Nullable AddressRule addressRule) {

  /**
   * Checks what every transport relies on.
   *
   * @throws NullPointerException when something is missing, which it names
   * @throws IllegalArgumentException when the URL is neither http nor https, or the timeout is not
   *     positive
   */
  public TransportRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(timeout, "timeout");
    Origin.of(uri);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is more than nothing, got " + timeout);
    }
  }

  /** Creates a request that may go to any address. */
  public TransportRequest(
      String method, URI uri, Headers headers, RequestBody body, Duration timeout) {
    this(method, uri, headers, body, timeout, null);
  }

  /** Returns this request with a rule for the addresses that it may go to. */
  public TransportRequest withAddressRule(@Nullable AddressRule rule) {
    return new TransportRequest(method, uri, headers, body, timeout, rule);
  }

  /** Returns this request with another time limit for the head of its response. */
  public TransportRequest withTimeout(Duration replacement) {
    return new TransportRequest(method, uri, headers, body, replacement, addressRule);
  }

  /** This request with other headers. */
  public TransportRequest withHeaders(Headers replacement) {
    return new TransportRequest(method, uri, replacement, body, timeout, addressRule);
  }

  /** This request to another place. */
  public TransportRequest withUri(URI replacement) {
    return new TransportRequest(method, replacement, headers, body, timeout, addressRule);
  }

  /** Scheme, host and port of {@link #uri}. */
  public Origin origin() {
    return Origin.of(uri);
  }

  /** Method and URL without its query, which may be signed. */
  @Override
  public String toString() {
    return method + " " + origin() + uri.getRawPath();
  }
}
