package io.oras.cli;

/** Text of the process that the character set of the locale cannot represent. */
final class UnreadableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableTextException(String message) {
    super(message);
  }
}
