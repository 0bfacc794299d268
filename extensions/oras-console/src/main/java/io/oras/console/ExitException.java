package io.oras.console;

/**
 * A program wants to end. A library does not end the JVM: this is thrown, and {@code main} takes
 * its code for {@link System#exit}.
 */
public final class ExitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  /**
   * Creates an exception that ends the program with the exit code.
   *
   * @param message why, already logged
   * @param code for the system
   */
  public ExitException(String message, int code) {
    super(message);
    this.code = code;
  }

  /** Returns the exit code of the program. */
  public int code() {
    return code;
  }
}
