package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** The client was closed, before the call or during it. */
public final class ClientClosedException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  public ClientClosedException() {
    this(null);
  }

  /** Creates an exception with the failure of the stopped work. */
  public ClientClosedException(@Nullable Throwable cause) {
    super("the client is closed", null, null, cause);
  }

  @Override
  OrasException copy() {
    return new ClientClosedException(getCause());
  }
}
