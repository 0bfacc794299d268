package io.oras.core.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import java.util.Map;

/** Compact JSON with the escapes of Go's {@code encoding/json} (1.22 and later). */
final class GoJsonWriter {
  private final StringBuilder out = new StringBuilder();

  private GoJsonWriter() {}

  static String write(JsonValue value) {
    GoJsonWriter writer = new GoJsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonValue value) {
    switch (value.getValueType()) {
      case OBJECT -> object(value.asJsonObject());
      case ARRAY -> array(value.asJsonArray());
      case STRING -> string(((JsonString) value).getString());
      default -> out.append(value);
    }
  }

  private void object(JsonObject object) {
    String separator = "{";
    for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
      out.append(separator);
      string(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append(object.isEmpty() ? "{}" : "}");
  }

  private void array(JsonArray array) {
    String separator = "[";
    for (JsonValue element : array) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(array.isEmpty() ? "[]" : "]");
  }

  private void string(String text) {
    out.append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> unicode(c);
      default -> {
        if (c < ' ') {
          unicode(c);
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          unicode(0xfffd); // Half of a pair has no UTF-8; Go writes the replacement character.
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private void unicode(int c) {
    out.append("\\u").append(HexFormat.of().toHexDigits((char) c));
  }
}
