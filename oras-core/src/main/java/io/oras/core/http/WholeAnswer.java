package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.Handover;
import io.oras.core.wire.ResponseBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

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
