package io.oras.console;

/** The colours of a terminal (ECMA-48, select graphic rendition 30 to 37). */
public enum AnsiColor {
  /** Colour 0. */
  BLACK(0),
  /** Colour 1. */
  RED(1),
  /** Colour 2. */
  GREEN(2),
  /** Colour 3. */
  YELLOW(3),
  /** Colour 4. */
  BLUE(4),
  /** Colour 5. */
  MAGENTA(5),
  /** Colour 6. */
  CYAN(6),
  /** Colour 7. */
  WHITE(7);

  /** The escape sequence that ends colours and bold text. */
  public static final String RESET = "\u001b[0m";

  /** The escape sequence that starts bold text. */
  public static final String BOLD = "\u001b[1m";

  private final int code;

  AnsiColor(int code) {
    this.code = code;
  }

  /** Returns the number of the colour, from 0 to 7. */
  public int code() {
    return code;
  }

  /** Returns the escape sequence that starts text in this colour. */
  public String start() {
    return "\u001b[3" + code + "m";
  }
}
