package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** A request got no complete answer: refused, reset, timed out, cut. */
public non-sealed class TransportException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Whether the same request may well succeed when it is sent again. */
  public enum Kind {
    /** A reset, a timeout, a refused connection. */
    TRANSIENT,
    /** An unknown host, a certificate that is not trusted, a URL that cannot be. */
    PERMANENT
  }

  private final Kind kind;

  /** With what went wrong. */
  public TransportException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether trying again makes sense. */
  public Kind kind() {
    return kind;
  }
}
