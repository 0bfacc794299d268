package io.oras.api.error;

/** A text is not a valid reference, repository name or registry name. */
public final class InvalidReferenceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** How much of the input a message repeats. */
  private static final int SHOWN = 512;

  private final String input;
  private final int index;

  /** Creates an exception that says what is wrong with {@code input} at {@code index}. */
  public InvalidReferenceException(String input, int index, String problem) {
    super("invalid reference '" + shortened(input) + "': " + problem);
    this.input = input;
    this.index = index;
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** Returns the whole text that was given. */
  public String input() {
    return input;
  }

  /** Returns where in {@link #input} the problem starts, from 0. */
  public int index() {
    return index;
  }
}
