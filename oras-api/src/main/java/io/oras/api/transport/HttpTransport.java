package io.oras.api.transport;

import java.io.IOException;

/**
 * Sends requests. A transport follows no redirect, retries nothing, keeps no cookie and answers no
 * challenge: the library does that itself. A transport that has nothing to close can be a lambda.
 * Thread safe.
 *
 * <pre>{@code
 * record LoggingTransport(HttpTransport next) implements HttpTransport {
 *   @Override
 *   public TransportResponse send(TransportRequest request) throws IOException {
 *     TransportResponse response = next.send(request);
 *     System.out.println(response.status() + " " + request.method() + " " + request.uri());
 *     return response;
 *   }
 *
 *   @Override
 *   public void close() {
 *     next.close();
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface HttpTransport extends AutoCloseable {
  /**
   * Sends the request and returns at the head of the answer, whatever its status.
   *
   * @throws io.oras.api.error.TransportException when no answer came
   * @throws io.oras.api.error.OperationCancelledException when the thread was interrupted; the
   *     exchange is cancelled and the connection closed
   * @throws IOException when the body's source failed
   */
  TransportResponse send(TransportRequest request) throws IOException;

  /** Closes connections and ends threads; running exchanges fail. Does nothing by default. */
  @Override
  default void close() {}
}
