package io.oras.cli.terminal;

/** Text of the process that the character set of the locale cannot represent. */
public final class UnreadableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableTextException(String message) {
    super(message);
  }
}
