package io.oras.cli.flag;

import java.util.List;

/** The command was called in a way that it does not understand; {@link #hints} say what to do. */
public class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> hints;

  public UsageException(String message, String... hints) {
    super(message);
    this.hints = List.of(hints);
  }

  /** Lines that follow the message. */
  public List<String> hints() {
    return hints;
  }
}
