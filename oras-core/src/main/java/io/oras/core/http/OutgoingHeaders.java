package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportRequest;
import java.util.Locale;
import java.util.Set;

/** Which headers go to which place. */
record OutgoingHeaders(String userAgent, Endpoints endpoints) {
  /** Headers that every server may see. Callers send secrets under any other name. */
  private static final Set<String> PUBLIC =
      Set.of(
          "accept",
          "content-range",
          "content-type",
          "if-match",
          "if-none-match",
          "if-range",
          "range",
          "user-agent");

  /** Returns the request with the headers that the caller set for this registry. */
  TransportRequest toRegistry(String registry, TransportRequest request) {
    Headers[] all = {request.headers()};
    endpoints
        .settings(registry)
        .headers()
        .forEach((name, value) -> all[0] = all[0].with(name, value));
    return common(request, all[0]);
  }

  /**
   * Returns the request for another origin than the registry's. Only headers that hold no secrets
   * stay, such as {@code Range} and {@code Accept}.
   */
  TransportRequest toStranger(TransportRequest request) {
    Headers[] kept = {Headers.EMPTY};
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (PUBLIC.contains(name.toLowerCase(Locale.ROOT))) {
                kept[0] = kept[0].with(name, value);
              }
            });
    return common(request, kept[0]);
  }

  /** Returns the request with these headers and those that every server gets. */
  TransportRequest common(TransportRequest request) {
    return common(request, request.headers());
  }

  private TransportRequest common(TransportRequest request, Headers given) {
    Headers headers = given;
    if (headers.first("User-Agent").isEmpty()) {
      headers = headers.with("User-Agent", userAgent);
    }
    // Lengths and digests are those of the bytes that are stored, not of an encoding of them.
    return request.toBuilder().headers(headers.replacing("Accept-Encoding", "identity")).build();
  }
}
