package io.oras.core.context;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;

/** The response of another with a body of its own. Closing it closes the other. */
public class ForwardingResponse implements TransportResponse {
  private final TransportResponse response;
  private final InputStream body;

  /**
   * Owns the response.
   *
   * @param body that reads the body of the response; not closed by this
   */
  public ForwardingResponse(TransportResponse response, InputStream body) {
    this.response = response;
    this.body = body;
  }

  @Override
  public final int status() {
    return response.status();
  }

  @Override
  public final Headers headers() {
    return response.headers();
  }

  @Override
  public final URI uri() {
    return response.uri();
  }

  @Override
  public final InputStream body() {
    return body;
  }

  @Override
  public void close() {
    response.close();
  }
}
