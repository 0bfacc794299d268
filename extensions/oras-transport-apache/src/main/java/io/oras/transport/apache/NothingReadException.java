package io.oras.transport.apache;

import java.net.SocketTimeoutException;

/**
 * Says that no byte was read, once for each request: without a trace of the stack, which takes
 * time.
 */
final class NothingReadException extends SocketTimeoutException {
  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // It changes nothing.
  public Throwable fillInStackTrace() {
    return this;
  }
}
