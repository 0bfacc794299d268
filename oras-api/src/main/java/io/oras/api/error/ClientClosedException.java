package io.oras.api.error;

/** The client was closed, before the call or during it. */
public final class ClientClosedException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  public ClientClosedException() {
    super("the client is closed", null, null, null);
  }

  @Override
  OrasException copy() {
    return new ClientClosedException();
  }
}
