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
 *   public boolean appliesBackpressure() {
 *     return next.appliesBackpressure();
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
   * Sends the request and returns when the head of the response has arrived, with any status.
   *
   * @throws io.oras.api.error.TransportException if no response arrived
   * @throws io.oras.api.error.OperationCancelledException if the thread was interrupted; the
   *     exchange is cancelled and the connection closed
   * @throws IOException if the source of the request body fails
   */
  TransportResponse send(TransportRequest request) throws IOException;

  /**
   * Returns whether the transport stops reading from the connection while nobody reads the body of
   * a response, so that at most a few MiB of a body are held in memory. If false, which is the
   * default, the library requests a large blob in ranges, one after the other. A range has at most
   * 64 MiB and a sixteenth of the heap, and less if many blobs are read at the same time.
   *
   * <p>A transport around another transport returns the answer of that transport.
   */
  default boolean appliesBackpressure() {
    return false;
  }

  /** Closes connections and ends threads; running exchanges fail. Does nothing by default. */
  @Override
  default void close() {}
}
