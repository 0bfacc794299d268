package io.oras.console;

/** The colours of a terminal (ECMA-48, select graphic rendition 30 to 37). */
public enum AnsiColor {
  /** 0. */
  BLACK(0),
  /** 1. */
  RED(1),
  /** 2. */
  GREEN(2),
  /** 3. */
  YELLOW(3),
  /** 4. */
  BLUE(4),
  /** 5. */
  MAGENTA(5),
  /** 6. */
  CYAN(6),
  /** 7. */
  WHITE(7);

  /** Ends colours and bold letters. */
  public static final String RESET = "\u001b[0m";

  /** Begins bold letters. */
  public static final String BOLD = "\u001b[1m";

  private final int code;

  AnsiColor(int code) {
    this.code = code;
  }

  /** The number of the colour, from 0 to 7. */
  public int code() {
    return code;
  }

  /** Begins letters in this colour. */
  public String start() {
    return "\u001b[3" + code + "m";
  }
}
