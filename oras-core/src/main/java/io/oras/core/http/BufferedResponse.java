package io.oras.core.http;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.Handover;
import io.oras.core.wire.ResponseBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is in memory: its connection is free, and it can no longer break off.
 *
 * @param hint why a 401 or 403 was not answered with credentials, or null
 */
record BufferedResponse(
    int status, Headers headers, URI uri, InputStream body, @Nullable String hint)
    implements TransportResponse {
  private static BufferedResponse of(TransportResponse response, byte[] body) {
    return new BufferedResponse(
        response.status(),
        response.headers(),
        response.uri(),
        new ByteArrayInputStream(body),
        null);
  }

  /** Reads and closes a refusal, as far as its body arrives. */
  static BufferedResponse of(TransportResponse refusal, int limit)
      throws OperationCancelledException {
    return of(refusal, ResponseBodies.readError(refusal, limit));
  }

  /**
   * Reads and closes a response of status 200, and returns any other as it is.
   *
   * @param limit in bytes; the rest of the body is dropped
   */
  static TransportResponse ifOk(TransportResponse response, int limit) throws IOException {
    try (Handover<TransportResponse> open = Handover.of(response)) {
      return response.status() == 200
          ? of(response, ResponseBodies.readUpTo(response.body(), limit))
          : open.release();
    }
  }

  BufferedResponse because(String reason) {
    return new BufferedResponse(status, headers, uri, body, reason);
  }

  @Override
  public void close() {
    // The connection was left when the body was read.
  }
}
