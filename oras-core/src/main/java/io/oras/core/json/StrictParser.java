package io.oras.core.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Builds the values from the provider's events, because what providers let pass differs: duplicate
 * names, UTF-16, a byte order mark, text after the root.
 */
final class StrictParser {
  private static final int MAX_DEPTH = 100;

  /** Digits beyond any use; the time to read a number grows with their square. */
  private static final int MAX_NUMBER = 1000;

  private final String what;
  private final JsonEngine engine = JsonEngine.get();
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

  StrictParser(String what) {
    this.what = what;
  }

  JsonValue parse(byte[] bytes) throws InvalidJsonException {
    try (JsonParser parser = engine.parsers().createParser(new StringReader(decode(bytes)))) {
      JsonValue root = value(parser, parser.next(), 1);
      if (parser.hasNext()) {
        throw new InvalidJsonException(what + ": something follows the JSON document");
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
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException(what + ": not valid UTF-8", e);
    }
    if (text.startsWith("\uFEFF")) {
      throw new InvalidJsonException(
          what + ": starts with a byte order mark, expected plain UTF-8");
    }
    return text;
  }

  private JsonValue value(JsonParser parser, Event event, int depth) throws InvalidJsonException {
    return switch (event) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> string(parser.getString());
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
    JsonObjectBuilder object = engine.builders().createObjectBuilder();
    Set<String> names = new HashSet<>();
    while (parser.next() == Event.KEY_NAME) {
      String name = wellFormed(parser.getString());
      if (!names.add(name)) {
        // Two readers that pick different ones see two documents under one digest (RFC 7493 2.3).
        throw new InvalidJsonException(what + ": duplicate name '" + name + "'");
      }
      object.add(name, value(parser, parser.next(), depth));
    }
    return object.build();
  }

  private JsonArray array(JsonParser parser, int depth) throws InvalidJsonException {
    JsonArrayBuilder array = engine.builders().createArrayBuilder();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth));
    }
    return array.build();
  }

  private JsonString string(String text) throws InvalidJsonException {
    return engine.provider().createValue(wellFormed(text));
  }

  private String wellFormed(String text) throws InvalidJsonException {
    if (!encoder.canEncode(text)) {
      throw new InvalidJsonException(what + ": a string has half of a surrogate pair");
    }
    return text;
  }

  /** {@code 1.0e1} keeps a fraction, so that it never passes for an integer. */
  private JsonNumber number(String text) throws InvalidJsonException {
    if (text.length() > MAX_NUMBER) {
      throw new InvalidJsonException(what + ": a number has more than " + MAX_NUMBER + " digits");
    }
    try {
      BigDecimal value = new BigDecimal(text);
      boolean integer = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
      return engine
          .provider()
          .createValue(integer || value.scale() != 0 ? value : value.setScale(1));
    } catch (NumberFormatException e) {
      throw new InvalidJsonException(what + ": a number is out of range", e);
    }
  }
}
