package io.oras.cli.output;

import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints maps, lists, texts, numbers and booleans as the {@code oras} command prints JSON. */
public final class JsonPrinter {
  private final StringBuilder out = new StringBuilder();
  private final String indent;
  private final boolean html;
  private final int most;

  private JsonPrinter(String indent, boolean html, int most) {
    this.indent = indent;
    this.html = html;
    this.most = most;
  }

  /** Returns the JSON over several lines, indented by two spaces. */
  public static String pretty(@Nullable Object value) {
    return print(value, "  ", true, Integer.MAX_VALUE);
  }

  /** Returns the JSON in one line without spaces. */
  public static String compact(@Nullable Object value) {
    return print(value, "", true, Integer.MAX_VALUE);
  }

  /**
   * Returns the JSON of a value that a template made.
   *
   * @param html whether angle brackets and ampersands are escaped
   * @throws TemplateException if the JSON is too long
   */
  static String ofTemplate(@Nullable Object value, boolean pretty, boolean html) {
    return print(value, pretty ? "  " : "", html, GoTemplate.LONGEST);
  }

  private static String print(@Nullable Object value, String indent, boolean html, int most) {
    JsonPrinter json = new JsonPrinter(indent, html, most);
    json.write(value, indent.isEmpty() ? "" : "\n");
    return json.out.toString();
  }

  private void write(@Nullable Object value, String newline) {
    if (value instanceof Map<?, ?> map) {
      block('{', '}', map.entrySet().iterator(), newline);
    } else if (value instanceof List<?> list) {
      block('[', ']', list.iterator(), newline);
    } else if (value instanceof String text) {
      quote(text);
    } else if (value instanceof ZonedDateTime time) {
      quote(GoTime.format(GoTime.JSON, time));
    } else {
      out.append(value instanceof Double number ? GoNumbers.json(number) : value);
    }
  }

  private void block(char open, char close, Iterator<?> members, String newline) {
    out.append(open);
    String inner = newline + indent;
    String separator = "";
    while (members.hasNext()) {
      if (out.length() > most) {
        throw GoTemplate.tooLong();
      }
      out.append(separator).append(inner);
      separator = ",";
      Object member = members.next();
      if (member instanceof Map.Entry<?, ?> entry) {
        quote(String.valueOf(entry.getKey()));
        out.append(indent.isEmpty() ? ":" : ": ");
        write(entry.getValue(), inner);
      } else {
        write(member, inner);
      }
    }
    out.append(separator.isEmpty() ? "" : newline).append(close);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < ' ' || (html && (c == '<' || c == '>' || c == '&'))) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
  }
}
