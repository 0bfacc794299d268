package io.oras.tests.registry;

import io.oras.api.transport.Headers;
import java.util.Optional;

/**
 * A request as it came, and how it was answered.
 *
 * @param method such as {@code PUT}
 * @param path as it was sent, not decoded
 * @param query as it was sent, without the question mark; empty when there is none
 * @param headers all of them, secrets too
 * @param status of the answer; 0 when the connection was cut before it
 * @param bodyLength how many bytes of body came
 */
public record LoggedRequest(
    String method, String path, String query, Headers headers, int status, long bodyLength) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Method and path, as in {@code GET /v2/}: what most assertions compare. */
  public String line() {
    return method + " " + path;
  }

  /** Without headers, which may hold secrets. */
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
