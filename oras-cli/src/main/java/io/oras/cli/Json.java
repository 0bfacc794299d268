package io.oras.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints maps, lists, texts, numbers and booleans as the {@code oras} command prints JSON. */
final class Json {
  private final StringBuilder out = new StringBuilder();

  private final String indent;

  private Json(String indent) {
    this.indent = indent;
  }

  static String pretty(@Nullable Object value) {
    Json json = new Json("  ");
    json.write(value, "\n");
    return json.out.toString();
  }

  static String compact(@Nullable Object value) {
    Json json = new Json("");
    json.write(value, "");
    return json.out.toString();
  }

  private void write(@Nullable Object value, String newline) {
    if (value instanceof Map<?, ?> map) {
      block('{', '}', map.entrySet().iterator(), newline);
    } else if (value instanceof List<?> list) {
      block('[', ']', list.iterator(), newline);
    } else if (value instanceof String text) {
      quote(text);
    } else {
      out.append(value);
    }
  }

  private void block(char open, char close, Iterator<?> members, String newline) {
    out.append(open);
    String inner = newline + indent;
    String separator = "";
    while (members.hasNext()) {
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
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                  if (c < ' ') {
                    escape(c);
                  } else {
                    out.append((char) c);
                  }
                }
              }
            });
    out.append('"');
  }

  private void escape(int c) {
    out.append("\\u%04x".formatted(c));
  }
}
