package io.oras.api.transport;

import java.io.IOException;

/**
 * Sends requests. Follows no redirect, retries nothing, keeps no cookie and answers no challenge:
 * all that is done above it. Thread safe.
 */
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

  /** Closes connections and ends threads; exchanges on the way fail. */
  @Override
  void close();
}
