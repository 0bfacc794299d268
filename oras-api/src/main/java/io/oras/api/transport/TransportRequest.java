package io.oras.api.transport;

import java.net.URI;
import java.time.Duration;

/**
 * One HTTP request. Its {@code toString} shows no secret.
 *
 * @param method such as {@code GET}
 * @param uri absolute, http or https; sent byte for byte
 * @param headers without {@code Host} and {@code Content-Length}
 * @param body {@link RequestBody#EMPTY} where there is none
 * @param timeout until the head of the answer is there, counted from when the body is sent
 */
public record TransportRequest(
    String method, URI uri, Headers headers, RequestBody body, Duration timeout) {

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
