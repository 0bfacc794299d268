package io.oras.core.context;

import io.oras.api.transport.TransportResponse;

/**
 * A response that was returned to the caller. Its operation can stop a read; closing the response
 * ends the operation.
 */
final class OperationResponse extends ForwardingResponse {
  private final OperationContext operation;
  private final OperationStream body;

  OperationResponse(OperationContext operation, TransportResponse response) {
    this(operation, response, new OperationStream(operation, response.body(), failure -> {}));
  }

  private OperationResponse(
      OperationContext operation, TransportResponse response, OperationStream body) {
    super(response, body);
    this.operation = operation;
    this.body = body;
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      operation.finish(body.failure());
    }
  }
}
