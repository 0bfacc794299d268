package io.oras.tests.registry;

import io.oras.api.transport.Headers;
import java.util.Optional;

/**
 * A request that the registry received, and the status of the response.
 *
 * @param method the method, such as {@code PUT}
 * @param path the path as it was sent, not decoded
 * @param query the query as it was sent, without the question mark; may be empty
 * @param headers all headers, including secrets
 * @param status the status of the response; 0 if the connection was closed without a response
 * @param bodyLength the number of received bytes of the body
 */
public record LoggedRequest(
    String method, String path, String query, Headers headers, int status, long bodyLength) {

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns the method and the path, as in {@code GET /v2/}. */
  public String line() {
    return method + " " + path;
  }

  /** Returns the request without its headers, which can contain secrets. */
  @Override
  public String toString() {
    return line()
        + (query.isEmpty() ? "" : "?" + query)
        + " -> "
        + status
        + " ("
        + bodyLength
        + " bytes)";
  }
}
