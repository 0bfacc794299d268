package io.oras.console;

/**
 * Escapes characters that could move the cursor of a terminal or reorder its text, for text that
 * may come from a registry. Each becomes a backslash, {@code u} and four hexadecimal digits. Tabs
 * and all other characters stay.
 */
public final class TextEscapes {
  private TextEscapes() {}

  /** Returns the text for one line, with line breaks escaped too. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /** Returns the text for several lines: line feeds stay. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean breaks) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = !isDangerous(c) || (c == '\n' && breaks);
      if (!plain && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null && plain) {
        out.append(c);
      } else if (out != null) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
      }
    }
    return out == null ? text : out.toString();
  }

  /** Control characters but tabs, separators of lines, and controls of bidirectional text. */
  private static boolean isDangerous(char c) {
    return (Character.isISOControl(c) && c != '\t')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200e'
        || c == '\u200f'
        || c == '\u061c';
  }
}
