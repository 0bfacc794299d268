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
 * A 401 or 403, held in memory: its connection is free for the answer, and if there is none it can
 * still be given to the caller.
 *
 * @param hint why it was not answered, or null
 */
record BufferedResponse(
    int status, Headers headers, URI uri, InputStream body, @Nullable String hint)
    implements TransportResponse {
  /** Reads and closes the answer. */
  static BufferedResponse of(TransportResponse response, int limit)
      throws OperationCancelledException {
    byte[] body = ResponseBodies.readError(response, limit);
    return new BufferedResponse(
        response.status(),
        response.headers(),
        response.uri(),
        new ByteArrayInputStream(body),
        null);
  }

  BufferedResponse because(String reason) {
    return new BufferedResponse(status, headers, uri, body, reason);
  }

  @Override
  public void close() {
    // The connection was left when the body was read.
  }

  /** An answer that can no longer break off: its body is in memory. */
  record WholeAnswer(int status, Headers headers, URI uri, InputStream body)
      implements TransportResponse {

    /**
     * Reads the body of an answer of 200, and closes it; another is given back as it is.
     *
     * @param limit in bytes; what comes after it is dropped
     */
    static TransportResponse of(TransportResponse answer, int limit) throws IOException {
      try (Handover<TransportResponse> open = Handover.of(answer)) {
        return answer.status() == 200
            ? new WholeAnswer(
                answer.status(),
                answer.headers(),
                answer.uri(),
                new ByteArrayInputStream(ResponseBodies.readUpTo(answer.body(), limit)))
            : open.release();
      }
    }

    /** There is nothing to close. */
    @Override
    public void close() {}
  }
}
