package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportRequest;

/** Which headers go to which place. */
final class OutgoingHeaders {
  private final String userAgent;
  private final Endpoints endpoints;

  OutgoingHeaders(String userAgent, Endpoints endpoints) {
    this.userAgent = userAgent;
    this.endpoints = endpoints;
  }

  /** With those that every server gets. */
  TransportRequest common(TransportRequest request) {
    Headers headers = request.headers();
    if (headers.first("User-Agent").isEmpty()) {
      headers = headers.with("User-Agent", userAgent);
    }
    // Lengths and digests are those of the bytes that are stored, not of an encoding of them.
    return request.withHeaders(headers.replacing("Accept-Encoding", "identity"));
  }

  /** With those that a caller set for its registry; never sent to another origin. */
  TransportRequest toRegistry(String registry, TransportRequest request) {
    Headers[] all = {request.headers()};
    endpoints
        .settings(registry)
        .headers()
        .forEach((name, value) -> all[0] = all[0].with(name, value));
    return common(request.withHeaders(all[0]));
  }

  /** Without secrets: {@code Range}, {@code Accept} and the like go along. */
  TransportRequest toStranger(TransportRequest request) {
    return common(
        request.withHeaders(
            request
                .headers()
                .without("Authorization")
                .without("Proxy-Authorization")
                .without("Cookie")));
  }
}
