package io.oras.api.transport;

import java.io.InputStream;
import java.net.URI;

/**
 * The head of an answer, and its body as it arrives. For one thread at a time.
 *
 * <p>Whoever sent the request closes it. A body that was read to its end leaves the connection for
 * the next request; closing earlier cuts it.
 */
public interface TransportResponse extends AutoCloseable {
  /** Returns the status code. */
  int status();

  /** Returns the headers. */
  Headers headers();

  /** Returns the URI that sent the response. */
  URI uri();

  /**
   * Returns the body, always the same stream. {@code read} waits for the first bytes, then takes
   * what has arrived; it fails with a {@link io.oras.api.error.TransportException} when no byte
   * moves for the idle time, when the connection breaks, and with an {@link
   * io.oras.api.error.OperationCancelledException} when the thread is interrupted.
   */
  InputStream body();

  /** Ends the exchange. */
  @Override
  void close();
}
