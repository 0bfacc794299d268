package io.oras.core.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, each read as the type that it should have; messages name the path, as in
 * {@code layers[2].size: expected an integer, got "7682"}. A field that is {@code null} counts as
 * absent, as in Go. A field with an {@link UnreadableValue} throws if it is read.
 *
 * @param object whose fields are read
 * @param path where it stands in its document; empty for the root
 */
public record JsonFields(JsonObject object, String path) {

  /** How much of a value that was not expected gets into a message. */
  private static final int SHOWN = 64;

  /** The fields of a document's root. */
  public static JsonFields of(JsonObject root) {
    return new JsonFields(root, "");
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    JsonValue value = object.get(name);
    return value != null && !value.equals(JsonValue.NULL);
  }

  private @Nullable JsonValue find(String name) throws InvalidJsonException {
    JsonValue value = object.get(name);
    return value == null || value.equals(JsonValue.NULL) ? null : readable(at(name), value);
  }

  private static JsonValue readable(String path, JsonValue value) throws InvalidJsonException {
    if (value instanceof UnreadableValue unreadable) {
      throw new InvalidJsonException(path + ": " + unreadable.problem());
    }
    return value;
  }

  /** A string, or null. */
  public @Nullable String string(String name) throws InvalidJsonException {
    JsonValue value = find(name);
    return value == null ? null : string(at(name), value);
  }

  /** A string made into a value, or null; what the function rejects is told with the path. */
  public <T> @Nullable T parsed(String name, Function<String, T> parser)
      throws InvalidJsonException {
    String text = string(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidJsonException(at(name) + ": " + e.getMessage(), e);
    }
  }

  /** A string that must be there, made into a value. */
  public <T> T requireParsed(String name, Function<String, T> parser) throws InvalidJsonException {
    return require(name, "a string", parsed(name, parser));
  }

  /** An integer of 64 bits, exactly: {@code 1.0} and {@code 1e2} are none. */
  public OptionalLong integer(String name) throws InvalidJsonException {
    JsonValue value = find(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!isInteger(value)) {
      throw unexpected(at(name), "an integer", value);
    }
    try {
      return OptionalLong.of(((JsonNumber) value).longValueExact());
    } catch (ArithmeticException e) {
      throw unexpected(at(name), "an integer of 64 bits", value);
    }
  }

  /** Whether the value was written as an integer, of any size. */
  static boolean isInteger(JsonValue value) {
    return value instanceof JsonNumber number && number.isIntegral();
  }

  /** An integer that must be there. */
  public long requireInteger(String name) throws InvalidJsonException {
    OptionalLong value = integer(name);
    if (value.isEmpty()) {
      throw missing(name, "an integer");
    }
    return value.getAsLong();
  }

  /** The fields of an object, or null. */
  public @Nullable JsonFields object(String name) throws InvalidJsonException {
    JsonValue value = find(name);
    return value == null ? null : object(at(name), value);
  }

  /** The fields of an object that must be there. */
  public JsonFields requireObject(String name) throws InvalidJsonException {
    return require(name, "an object", object(name));
  }

  /** The fields of each object in an array; empty when there is none. */
  public List<JsonFields> objects(String name) throws InvalidJsonException {
    List<JsonFields> result = new ArrayList<>();
    for (JsonValue element : array(name)) {
      result.add(object(at(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  /** The strings of an array; empty when there is none. */
  public List<String> strings(String name) throws InvalidJsonException {
    List<String> result = new ArrayList<>();
    for (JsonValue element : array(name)) {
      result.add(string(at(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  /** Returns the elements of an array; empty if there is none. */
  public JsonArray array(String name) throws InvalidJsonException {
    JsonValue value = find(name);
    if (value == null) {
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    if (value instanceof JsonArray array) {
      return array;
    }
    throw unexpected(at(name), "an array", value);
  }

  /**
   * An object whose values are strings, such as annotations; empty when there is none. A value that
   * is {@code null} counts as not given.
   */
  public Map<String, String> stringMap(String name) throws InvalidJsonException {
    JsonFields fields = object(name);
    Map<String, String> result = new LinkedHashMap<>();
    if (fields != null) {
      for (Map.Entry<String, JsonValue> entry : fields.object.entrySet()) {
        if (!entry.getValue().equals(JsonValue.NULL)) {
          String path = fields.path + "['" + entry.getKey() + "']";
          result.put(entry.getKey(), string(path, entry.getValue()));
        }
      }
    }
    return result;
  }

  private static String string(String path, JsonValue value) throws InvalidJsonException {
    if (readable(path, value) instanceof JsonString string) {
      return string.getString();
    }
    throw unexpected(path, "a string", value);
  }

  private static JsonFields object(String path, JsonValue value) throws InvalidJsonException {
    if (readable(path, value) instanceof JsonObject object) {
      return new JsonFields(object, path);
    }
    throw unexpected(path, "an object", value);
  }

  private <T> T require(String name, String expected, @Nullable T value)
      throws InvalidJsonException {
    if (value == null) {
      throw missing(name, expected);
    }
    return value;
  }

  private InvalidJsonException missing(String name, String expected) {
    return new InvalidJsonException(at(name) + ": missing, expected " + expected);
  }

  private static InvalidJsonException unexpected(String path, String expected, JsonValue value) {
    return new InvalidJsonException(path + ": expected " + expected + ", got " + shown(value));
  }

  /** The value for a message, cut where it is long. */
  static String shown(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      default -> {
        String text = GoJsonWriter.write(value);
        yield text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
      }
    };
  }

  /** The path of a field, for messages. */
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /**
   * The value of a field that means different things to different readers: a duplicate name, or a
   * number out of range. It does no harm unless the field is read, and is written again as it was.
   *
   * @param problem why the field is refused
   * @param last the last value of a duplicate name; {@link JsonValue#NULL} for a number
   * @param number the digits of a number, or null
   */
  record UnreadableValue(String problem, JsonValue last, @Nullable String number)
      implements JsonValue {
    /** {@inheritDoc} Callers that do not know this class take the field for absent. */
    @Override
    public ValueType getValueType() {
      return ValueType.NULL;
    }

    /** Returns the JSON text: of a duplicate name, the last value. */
    @Override
    public String toString() {
      return number == null ? GoJsonWriter.write(last) : number;
    }
  }
}
