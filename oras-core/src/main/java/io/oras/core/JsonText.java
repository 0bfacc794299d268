package io.oras.core;

import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as plain values, for programs that look into manifests and configs beyond what
 * {@link io.oras.api.model} knows. Documents may be of other programs: of a duplicate name the last
 * value counts, a number out of range is null, and what is not UTF-8 is shown as U+FFFD.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * A document as {@link Map}s, {@link List}s, {@link String}s, {@link Long}s, {@link
   * java.math.BigDecimal}s, {@link Boolean}s and null. Maps keep the order of the document; both
   * kinds of collection are read-only.
   *
   * @param what the document is, for messages
   * @throws IllegalArgumentException when it is no JSON
   */
  public static @Nullable Object values(byte[] utf8, String what) {
    try {
      return value(JsonDocument.parse(utf8, what));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The same document indented by two spaces; only white space between tokens changes.
   *
   * @param what the document is, for messages
   * @throws IllegalArgumentException when it is no JSON
   */
  public static byte[] indent(byte[] utf8, String what) {
    values(utf8, what);
    return JsonDocument.indent(utf8);
  }

  private static @Nullable Object value(JsonValue read) {
    JsonValue json = JsonDocument.lastValue(read);
    if (json instanceof JsonObject object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.forEach((name, member) -> map.put(name, value(member)));
      return Collections.unmodifiableMap(map);
    }
    if (json instanceof JsonArray array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.forEach(element -> list.add(value(element)));
      return Collections.unmodifiableList(list);
    }
    if (json instanceof JsonString text) {
      return text.getString();
    }
    if (json instanceof JsonNumber number) {
      return number.isIntegral() && number.bigIntegerValue().bitLength() < Long.SIZE
          ? (Object) number.longValueExact()
          : number.bigDecimalValue();
    }
    return json.equals(JsonValue.NULL) ? null : json.equals(JsonValue.TRUE);
  }
}
