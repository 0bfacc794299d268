package io.oras.api.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * One HTTP request. Its {@code toString} shows no secret.
 *
 * @param method such as {@code GET}
 * @param uri absolute, http or https; sent byte for byte
 * @param headers without {@code Host} and {@code Content-Length}
 * @param body {@link RequestBody#EMPTY} where there is none
 * @param timeout until the head of the answer is there, counted from when the body is sent; more
 *     than nothing
 */
public record TransportRequest(
    String method, URI uri, Headers headers, RequestBody body, Duration timeout) {

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

  /** This request with other headers. */
  public TransportRequest withHeaders(Headers replacement) {
    return new TransportRequest(method, uri, replacement, body, timeout);
  }

  /** This request to another place. */
  public TransportRequest withUri(URI replacement) {
    return new TransportRequest(method, replacement, headers, body, timeout);
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
