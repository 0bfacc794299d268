package io.oras.core.context;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;

/** A response that was handed out; reading it can be stopped, closing it ends the operation. */
final class OperationResponse implements TransportResponse {
  private final TransportResponse response;
  private final OperationContext operation;
  private final OperationStream body;

  OperationResponse(OperationContext operation, TransportResponse response) {
    this.response = response;
    this.operation = operation;
    this.body = new OperationStream(operation, response.body(), failure -> {});
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
    try {
      response.close();
    } finally {
      operation.finish(body.failure());
    }
  }
}
