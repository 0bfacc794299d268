package io.oras.cli.output;

import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats values as Go's {@code fmt} does. */
final class GoFormat {
  private static final int WIDEST = 1_000_000;

  private final String format;
  private final List<@Nullable Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int position;
  private int used;
  private String flags = "";
  private int width;
  private int precision;

  private GoFormat(String format, List<@Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /** {@code Sprint}: a space stands between values of which neither is text. */
  static String print(List<@Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    boolean text = true;
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      out.append(i > 0 && !text && !(value instanceof String) ? " " : "").append(value(value));
      text = value instanceof String;
      if (out.length() > GoTemplate.LONGEST) {
        throw GoTemplate.tooLong();
      }
    }
    return out.toString();
  }

  /** {@code Sprintln}. */
  static String println(List<@Nullable Object> values) {
    return values.stream().map(GoFormat::value).collect(Collectors.joining(" ", "", "\n"));
  }

  /** {@code %v}. */
  static String value(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    append(value, out);
    return out.toString();
  }

  private static void append(@Nullable Object value, StringBuilder out) {
    if (out.length() > GoTemplate.LONGEST) {
      throw GoTemplate.tooLong();
    }
    if (value instanceof Map<?, ?> map) {
      String separator = "map[";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(entry.getKey()).append(':');
        append(entry.getValue(), out);
        separator = " ";
      }
      out.append(map.isEmpty() ? "map[]" : "]");
    } else if (value instanceof Collection<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        append(element, out);
        separator = " ";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Double number) {
      out.append(GoNumbers.print(number));
    } else if (value instanceof ZonedDateTime time) {
      out.append(GoTime.print(time));
    } else {
      out.append(value == null ? "<nil>" : value);
    }
  }

  /** Returns the name of the type in Go; {@code <nil>} of none. */
  static String type(@Nullable Object value) {
    return value == null
        ? "<nil>"
        : value instanceof String
            ? "string"
            : value instanceof Long
                ? "int"
                : value instanceof Double
                    ? "float64"
                    : value instanceof Boolean
                        ? "bool"
                        : value instanceof ZonedDateTime
                            ? "time.Time"
                            : value instanceof Map<?, ?>
                                ? "map[string]interface {}"
                                : "[]interface {}";
  }

  /** {@code Sprintf}. */
  static String printf(String format, List<@Nullable Object> arguments) {
    return new GoFormat(format, arguments).printf();
  }

  private String printf() {
    while (position < format.length()) {
      int percent = format.indexOf('%', position);
      out.append(format, position, percent < 0 ? format.length() : percent);
      position = percent < 0 ? format.length() : percent + 1;
      if (percent >= 0) {
        directive();
      }
    }
    if (used < arguments.size()) {
      List<String> extra = new ArrayList<>();
      for (Object value : arguments.subList(used, arguments.size())) {
        extra.add(value == null ? "<nil>" : type(value) + "=" + value(value));
      }
      out.append("%!(EXTRA ").append(String.join(", ", extra)).append(')');
    }
    return out.toString();
  }

  private void directive() {
    int start = position;
    while (position < format.length() && "+-# 0".indexOf(format.charAt(position)) >= 0) {
      position++;
    }
    flags = format.substring(start, position);
    width = number("%!(BADWIDTH)");
    precision = -1;
    if (position < format.length() && format.charAt(position) == '.') {
      position++;
      boolean given = format.startsWith("*", position);
      precision = number("%!(BADPREC)");
      precision = given ? precision : Math.max(0, precision);
    }
    if (position >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(position);
    position += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (used >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      append(verb, arguments.get(used++));
    }
  }

  private int number(String bad) {
    if (position < format.length() && format.charAt(position) == '*') {
      position++;
      Object value = used < arguments.size() ? arguments.get(used++) : null;
      if (!(value instanceof Long given) || Math.abs(given) > WIDEST) {
        out.append(bad);
        return -1;
      }
      flags += given < 0 ? "-" : "";
      return (int) Math.abs(given);
    }
    int value = -1;
    for (; position < format.length() && Character.isDigit(format.charAt(position)); position++) {
      value = Math.min(WIDEST, Math.max(0, value) * 10 + format.charAt(position) - '0');
    }
    return value;
  }

  private boolean flag(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private void append(int verb, @Nullable Object value) {
    if (out.length() > GoTemplate.LONGEST) {
      throw GoTemplate.tooLong();
    }
    if (verb == 'T') {
      pad(type(value), false);
    } else if (value == null && verb == 'v') {
      pad("<nil>", false);
    } else if (value instanceof Collection<?> list && verb != 'p') {
      out.append('[');
      String separator = "";
      for (Object element : list) {
        out.append(separator);
        separator = " ";
        append(element == null ? 'v' : verb, element);
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map && verb != 'p') {
      out.append("map[");
      String separator = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        separator = " ";
        append(verb, entry.getKey());
        out.append(':');
        append(entry.getValue() == null ? 'v' : verb, entry.getValue());
      }
      out.append(']');
    } else {
      scalar(verb, value);
    }
  }

  private void scalar(int verb, @Nullable Object value) {
    String text =
        value instanceof String string
            ? string(verb, string)
            : value instanceof Long number
                ? integer(verb, number)
                : value instanceof Double number
                    ? real(verb, number)
                    : value instanceof Boolean flag && (verb == 'v' || verb == 't')
                        ? flag.toString()
                        : null;
    if (text == null) {
      out.append("%!").appendCodePoint(verb).append('(');
      out.append(value == null ? "<nil>" : type(value) + "=" + value(value)).append(')');
    } else {
      boolean number = value instanceof Number && verb != 'c' && verb != 'q' && verb != 'U';
      pad(text, number || value instanceof String);
    }
  }

  private @Nullable String string(int verb, String text) {
    String shown = text;
    if (precision >= 0 && text.codePointCount(0, text.length()) > precision) {
      shown = text.substring(0, text.offsetByCodePoints(0, precision));
    }
    return switch (verb) {
      case 's' -> shown;
      case 'v' -> flag('#') ? GoText.quote(shown) : shown;
      case 'q' ->
          flag('#') && shown.chars().noneMatch(c -> c == '`' || (c < ' ' && c != '\t') || c == 0x7f)
              ? "`" + shown + "`"
              : GoText.quote(shown, '"', flag('+'));
      case 'x', 'X' -> {
        StringBuilder digits = new StringBuilder(flag('#') ? "0x" : "");
        for (byte b : GoText.bytes(text)) {
          digits.append(flag(' ') && digits.length() > 1 ? " " : "");
          digits.append(String.format(Locale.ROOT, "%02x", b));
        }
        yield verb == 'x' ? digits.toString() : digits.toString().toUpperCase(Locale.ROOT);
      }
      default -> null;
    };
  }

  private @Nullable String integer(int verb, long number) {
    boolean character = Character.isValidCodePoint((int) number) && number == (int) number;
    int code = character ? (int) number : 0xfffd;
    return switch (verb) {
      case 'v', 'd' -> signed(number, 10, "");
      case 'b' -> signed(number, 2, flag('#') ? "0b" : "");
      case 'o' -> signed(number, 8, flag('#') ? "0" : "");
      case 'O' -> signed(number, 8, "0o");
      case 'x' -> signed(number, 16, flag('#') ? "0x" : "");
      case 'X' -> signed(number, 16, flag('#') ? "0x" : "").toUpperCase(Locale.ROOT);
      case 'c' -> Character.toString(code);
      case 'q' -> GoText.quote(Character.toString(code), '\'', flag('+'));
      case 'U' -> flag('#') ? GoText.unicode(code) : String.format(Locale.ROOT, "U+%04X", number);
      default -> null;
    };
  }

  private String signed(long number, int radix, String prefix) {
    String digits = BigInteger.valueOf(number).abs().toString(radix);
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    digits = precision == 0 && number == 0 ? "" : digits;
    return (number < 0 ? "-" : plus()) + prefix + digits;
  }

  private String plus() {
    return flag('+') ? "+" : flag(' ') ? " " : "";
  }

  private @Nullable String real(int verb, double number) {
    int digits = precision < 0 ? 6 : precision;
    String text =
        switch (verb) {
          case 'v', 'g', 'G' -> GoNumbers.general(number, precision);
          case 'e', 'E' -> GoNumbers.scientific(number, digits);
          case 'f', 'F' -> GoNumbers.fixed(number, digits);
          default -> null;
        };
    if (text == null) {
      return null;
    }
    text = verb == 'E' || verb == 'G' ? text.toUpperCase(Locale.ROOT) : text;
    return text.startsWith("-") || text.startsWith("+") ? text : plus() + text;
  }

  private void pad(String text, boolean zeros) {
    String fill = " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
    if (flag('-')) {
      out.append(text).append(fill);
    } else if (zeros && flag('0') && !fill.isEmpty() && finite(text)) {
      int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      out.append(text, 0, sign).append(fill.replace(' ', '0')).append(text.substring(sign));
    } else {
      out.append(fill).append(text);
    }
  }

  private static boolean finite(String text) {
    return !text.endsWith("Inf") && !text.endsWith("NaN");
  }
}
