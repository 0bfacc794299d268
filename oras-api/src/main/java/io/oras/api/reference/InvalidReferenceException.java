package io.oras.api.reference;

/** A text that was meant to name an artifact and does not. */
public final class InvalidReferenceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** How much of the input a message repeats. */
  private static final int SHOWN = 512;

  private final String input;
  private final int index;

  /** Says what is wrong with {@code input} at {@code index}. */
  public InvalidReferenceException(String input, int index, String problem) {
    super("invalid reference '" + shortened(input) + "': " + problem);
    this.input = input;
    this.index = index;
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The whole text that was given. */
  public String input() {
    return input;
  }

  /** Where in {@link #input} the trouble starts, from 0. */
  public int index() {
    return index;
  }
}
