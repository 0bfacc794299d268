package io.oras.core.json;

import io.oras.core.json.JsonFields.UnreadableValue;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Reads and writes JSON documents.
 *
 * <p>Reading fails only for what makes the whole document undecidable: no JSON, a byte order mark,
 * text after the root, more than 100 levels. Bytes that are not UTF-8 and halves of surrogate pairs
 * become U+FFFD. A duplicate name or a number out of range is a problem of its field, an {@link
 * UnreadableValue}, for which {@link JsonFields} throws if the field is read.
 *
 * <p>Writing follows Go's {@code encoding/json}, so that the same values have the same digest in
 * every tool. Thread safe.
 */
public final class JsonDocument {
  private static final int MAX_DEPTH = 100;

  /** Digits beyond any use; the time to read a number grows with their square. */
  private static final int MAX_NUMBER = 1000;

  /**
   * Any integer that has as many characters is a {@code long}: no class of large numbers starts.
   */
  private static final int LONG_DIGITS = 18;

  private static final char REPLACEMENT = '\uFFFD';

  private final String what;
  private final Consumer<String> problems;
  private final JsonProviders json = JsonProviders.get();

  private JsonDocument(String what, Consumer<String> problems) {
    this.what = what;
    this.problems = problems;
  }

  /**
   * Reads a document whose root is an object.
   *
   * @param what the document is, for messages, such as {@code manifest}; messages contain no
   *     content
   * @throws InvalidJsonException if the document cannot be read as a whole, or has another root
   * @throws io.oras.api.error.MissingProviderException if no JSON provider is installed
   */
  public static JsonObject parseObject(byte[] bytes, String what) throws InvalidJsonException {
    return object(parse(bytes, what), what);
  }

  /**
   * Reads a document with any root, as {@link #parseObject} does.
   *
   * @throws InvalidJsonException if the document cannot be read as a whole
   */
  public static JsonValue parse(byte[] bytes, String what) throws InvalidJsonException {
    return new JsonDocument(what, problem -> {}).read(bytes);
  }

  /** Reads as {@link #parseObject} does, and reports every problem that reading passes over. */
  static JsonObject parseObject(byte[] bytes, String what, Consumer<String> problems)
      throws InvalidJsonException {
    return object(new JsonDocument(what, problems).read(bytes), what);
  }

  private static JsonObject object(JsonValue root, String what) throws InvalidJsonException {
    if (root instanceof JsonObject object) {
      return object;
    }
    throw new InvalidJsonException(what + ": expected a JSON object");
  }

  /**
   * Returns a value as a reader takes it that does not judge: of a duplicate name the last one, and
   * null for a number out of range.
   */
  public static JsonValue lastValue(JsonValue value) {
    return value instanceof UnreadableValue unreadable ? unreadable.last() : value;
  }

  /** Creates a builder of an object; names keep the order in which they are added. */
  public static JsonObjectBuilder object() {
    return JsonProviders.get().builders().createObjectBuilder();
  }

  /** Creates a builder with the fields of an object. */
  public static JsonObjectBuilder object(JsonObject from) {
    return JsonProviders.get().builders().createObjectBuilder(from);
  }

  /** Creates a builder of an array. */
  public static JsonArrayBuilder array() {
    return JsonProviders.get().builders().createArrayBuilder();
  }

  /** Returns compact UTF-8 with Go's escapes, in the order of the names. */
  public static byte[] write(JsonValue value) {
    return GoJsonWriter.write(value).getBytes(StandardCharsets.UTF_8);
  }

  private JsonValue read(byte[] bytes) throws InvalidJsonException {
    try (JsonParser parser = json.parsers().createParser(new StringReader(decode(bytes)))) {
      JsonValue root = value(parser, parser.next(), 1);
      if (parser.hasNext()) {
        throw new InvalidJsonException(what + ": text follows the JSON document");
      }
      return root;
    } catch (JsonParsingException e) {
      throw new InvalidJsonException(
          "%s: not valid JSON at line %s, column %s"
              .formatted(what, e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()),
          e);
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new InvalidJsonException(what + ": not valid JSON", e);
    }
  }

  private String decode(byte[] bytes) throws InvalidJsonException {
    // Outside of a string U+FFFD is no JSON either.
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
      problems.accept(what + ": not valid UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw new InvalidJsonException(
          what + ": starts with a byte order mark, expected plain UTF-8");
    }
    return text;
  }

  /** Allocates as much memory as the text; called for documents that may have a problem. */
  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private JsonValue value(JsonParser parser, Event event, int depth) throws InvalidJsonException {
    return switch (event) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> json.provider().createValue(wellFormed(parser.getString()));
      case VALUE_NUMBER -> number(parser.getString());
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new InvalidJsonException(what + ": not valid JSON");
    };
  }

  private int deeper(int depth) throws InvalidJsonException {
    if (depth > MAX_DEPTH) {
      throw new InvalidJsonException(what + ": nested deeper than " + MAX_DEPTH + " levels");
    }
    return depth + 1;
  }

  private JsonObject object(JsonParser parser, int depth) throws InvalidJsonException {
    // Two readers that pick different values of one name see two documents under one digest (RFC
    // 7493 section 2.3).
    Map<String, JsonValue> duplicates = new HashMap<>();
    Map<String, JsonValue> seen = new HashMap<>();
    JsonObjectBuilder object = json.builders().createObjectBuilder();
    while (parser.next() == Event.KEY_NAME) {
      String name = wellFormed(parser.getString());
      JsonValue value = value(parser, parser.next(), depth);
      if (seen.put(name, value) != null) {
        duplicates.put(name, value);
      } else {
        object.add(name, value);
      }
    }
    duplicates.forEach(
        (name, last) -> {
          String problem = "duplicate name '" + name + "'";
          problems.accept(what + ": " + problem);
          object.add(name, new UnreadableValue(problem, last, null));
        });
    return object.build();
  }

  private JsonArray array(JsonParser parser, int depth) throws InvalidJsonException {
    JsonArrayBuilder array = json.builders().createArrayBuilder();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth));
    }
    return array.build();
  }

  private String wellFormed(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    problems.accept(what + ": a string has half of a surrogate pair");
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints().map(c -> isSurrogate(c) ? REPLACEMENT : c).forEach(repaired::appendCodePoint);
    return repaired.toString();
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isSurrogate(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** {@code 1.0e1} keeps a fraction, so that it never passes for an integer. */
  private JsonValue number(String text) {
    if (text.length() > MAX_NUMBER) {
      return unreadable("a number has more than " + MAX_NUMBER + " digits", text);
    }
    boolean integer = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    if (integer && text.length() <= LONG_DIGITS) {
      return json.provider().createValue(Long.parseLong(text));
    }
    try {
      BigDecimal value = new BigDecimal(text);
      return json.provider().createValue(integer || value.scale() != 0 ? value : value.setScale(1));
    } catch (NumberFormatException e) {
      return unreadable("a number is out of range", text);
    }
  }

  private UnreadableValue unreadable(String problem, String text) {
    problems.accept(what + ": " + problem);
    return new UnreadableValue(problem, JsonValue.NULL, text);
  }
}
