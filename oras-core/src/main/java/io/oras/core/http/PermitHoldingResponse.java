package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** An open response that gives its permit back when it is closed, by whichever thread. */
final class PermitHoldingResponse implements TransportResponse {
  private final TransportResponse response;
  private final HostLimits.Permit permit;
  private final InputStream body;

  /** Owns the response and the permit. */
  PermitHoldingResponse(TransportResponse response, HostLimits.Permit permit) {
    this.response = response;
    this.permit = permit;
    this.body =
        new BlockInputStream(response.body()) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            permit.usedHere();
            return in.read(b, off, len);
          }
        };
  }

  @Override
  public int status() {
    return response.status();
  }

  @Override
  public Headers headers() {
    return response.headers();
  }

  @Override
  public URI uri() {
    return response.uri();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    try (permit) {
      response.close();
    }
  }
}
