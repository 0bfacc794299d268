package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A request received no complete response: the connection was refused, reset or closed, or a
 * timeout expired.
 */
public non-sealed class TransportException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Tells whether the same request may succeed if it is sent again. */
  public enum Kind {
    /** A reset, a timeout, a refused connection. */
    TRANSIENT,
    /** An unknown host, a certificate that is not trusted, an impossible URL. */
    PERMANENT
  }

  private final Kind kind;

  /** Creates an exception with the problem in words and its cause, if there is one. */
  public TransportException(Kind kind, String problem, @Nullable Throwable cause) {
    super(problem, null, null, cause);
    this.kind = kind;
  }

  /** Returns whether the same request may succeed later. */
  public Kind kind() {
    return kind;
  }

  @Override
  OrasException copy() {
    return getClass() == TransportException.class
        ? new TransportException(kind, problem(), getCause())
        : super.copy();
  }
}
