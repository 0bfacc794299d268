package io.oras.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;

/** Go's view of text: bytes of UTF-8, and constants as its source code spells them. */
final class GoText {
  /** The order of Go's strings. */
  static final Comparator<String> ORDER =
      (a, b) -> {
        for (int i = 0; i < a.length() && i < b.length(); ) {
          int first = a.codePointAt(i);
          int second = b.codePointAt(i);
          if (first != second) {
            return Integer.compare(first, second);
          }
          i += Character.charCount(first);
        }
        return Integer.compare(a.length(), b.length());
      };

  private GoText() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a part in bytes; half a character becomes U+FFFD. */
  static String slice(String text, int from, int to) {
    return new String(bytes(text), from, to - from, StandardCharsets.UTF_8);
  }

  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** Formats a character as {@code %#U} does. */
  static String unicode(int c) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    return isPrintable(c) ? code + " '" + Character.toString(c) + "'" : code;
  }

  static String quote(String text) {
    return quote(text, '"', false);
  }

  /** Quotes text as {@code %q} does; with {@code ascii}, as {@code %+q}. */
  static String quote(String text, char quote, boolean ascii) {
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                case '\\' -> out.append("\\\\");
                default -> {
                  if (c == quote) {
                    out.append('\\').append(quote);
                  } else if (c < 0x7f ? c >= ' ' : !ascii && isPrintable(c)) {
                    out.appendCodePoint(c);
                  } else {
                    String form = c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                    out.append(String.format(Locale.ROOT, form, c));
                  }
                }
              }
            });
    return out.append(quote).toString();
  }

  /**
   * Returns the value of a quoted constant.
   *
   * @throws TemplateException if an escape is not one of Go's
   */
  static String unquote(String constant) {
    String inner = constant.substring(1, constant.length() - 1);
    if (constant.startsWith("`")) {
      return inner.replace("\r", "");
    }
    StringBuilder out = new StringBuilder();
    Escapes escapes = new Escapes(inner, constant.charAt(0));
    while (escapes.position < inner.length()) {
      escapes.next(out);
    }
    escapes.flush(out);
    return out.toString();
  }

  /** Reads one character after the other; {@code \x} and octal escapes are bytes. */
  private static final class Escapes {
    private final String text;
    private final char quote;
    private final byte[] raw;
    private int pending;
    private int position;

    Escapes(String text, char quote) {
      this.text = text;
      this.quote = quote;
      raw = new byte[text.length()];
    }

    void flush(StringBuilder out) {
      out.append(new String(raw, 0, pending, StandardCharsets.UTF_8));
      pending = 0;
    }

    void next(StringBuilder out) {
      char c = text.charAt(position++);
      if (c != '\\') {
        flush(out);
        out.append(c);
        return;
      }
      char escape = text.charAt(position++);
      if (escape == 'x') {
        raw[pending++] = (byte) code(16, 2);
        return;
      }
      if (escape >= '0' && escape <= '7') {
        position--;
        int octal = code(8, 3);
        if (octal > 255) {
          throw invalid();
        }
        raw[pending++] = (byte) octal;
        return;
      }
      flush(out);
      int value =
          switch (escape) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\' -> '\\';
            case 'u' -> code(16, 4);
            case 'U' -> code(16, 8);
            default -> {
              if (escape != quote) {
                throw invalid();
              }
              yield quote;
            }
          };
      if (!Character.isValidCodePoint(value) || (value >= 0xd800 && value < 0xe000)) {
        throw invalid();
      }
      out.appendCodePoint(value);
    }

    private int code(int radix, int digits) {
      long value = 0;
      for (int i = 0; i < digits; i++) {
        int digit = position < text.length() ? Character.digit(text.charAt(position++), radix) : -1;
        if (digit < 0) {
          throw invalid();
        }
        value = value * radix + digit;
      }
      return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static TemplateException invalid() {
      return new TemplateException("invalid syntax");
    }
  }
}
