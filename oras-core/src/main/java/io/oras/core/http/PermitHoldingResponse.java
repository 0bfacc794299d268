package io.oras.core.http;

import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;

/** An open response that gives its permit back when it is closed, by whichever thread. */
final class PermitHoldingResponse extends ForwardingResponse {
  private final HostLimits.Permit permit;

  /** Owns the response and the permit. */
  PermitHoldingResponse(TransportResponse response, HostLimits.Permit permit) {
    super(
        response,
        new BlockInputStream(response.body()) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            permit.usedHere();
            return in.read(b, off, len);
          }
        });
    this.permit = permit;
  }

  @Override
  public void close() {
    try (permit) {
      super.close();
    }
  }
}
