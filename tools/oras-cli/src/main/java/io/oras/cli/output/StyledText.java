package io.oras.cli.output;

import io.oras.console.AnsiColor;
import io.oras.console.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * Text with colours and cursor movements (ECMA-48): the only source of escape sequences. The text
 * itself is escaped as in {@link TextEscapes#line}. Not thread safe.
 */
public final class StyledText {
  private static final String ESCAPE = "\u001b[";

  private final StringBuilder out = new StringBuilder();

  /** Appends text. */
  public StyledText append(String text) {
    out.append(TextEscapes.line(text));
    return this;
  }

  /** Appends text in a colour, or in none. */
  public StyledText append(@Nullable AnsiColor color, String text) {
    if (color == null) {
      return append(text);
    }
    out.append(color.start());
    append(text);
    out.append(AnsiColor.RESET);
    return this;
  }

  /** Appends other text. */
  public StyledText append(StyledText other) {
    out.append(other.out);
    return this;
  }

  /** Appends the end of a line. */
  public StyledText newLine() {
    out.append('\n');
    return this;
  }

  /** Moves the cursor to the beginning of the line that is so many lines above. */
  public StyledText up(int lines) {
    return lines == 0 ? this : sequence(lines + "F");
  }

  /** Clears the line from the cursor on. */
  public StyledText clearLine() {
    return sequence("K");
  }

  /** Clears the screen from the cursor on. */
  public StyledText clearBelow() {
    return sequence("J");
  }

  /** Hides the cursor, and cuts lines that are wider than the screen. */
  public StyledText beginDrawing() {
    return sequence("?25l").sequence("?7l");
  }

  /** Undoes {@link #beginDrawing}. */
  public StyledText endDrawing() {
    return sequence("?7h").sequence("?25h");
  }

  private StyledText sequence(String end) {
    out.append(ESCAPE).append(end);
    return this;
  }

  /** Returns the text with its escape sequences. */
  @Override
  public String toString() {
    return out.toString();
  }
}
