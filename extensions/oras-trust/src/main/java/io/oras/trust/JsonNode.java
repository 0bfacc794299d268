package io.oras.trust;

import io.oras.api.spi.ProviderSearch;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document with its place. Two programs must not read two documents out of one
 * signed text, so reading is strict: UTF-8, no byte order mark, no duplicate name, nothing after
 * the root, at most 100 levels.
 */
final class JsonNode {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER = 100;

  private static volatile @Nullable JsonProvider loaded;

  private final String key;
  private final @Nullable Object value;

  private JsonNode(String key, @Nullable Object value) {
    this.key = key;
    this.value = value;
  }

  /** Reads a document. */
  static JsonNode parse(byte[] utf8) throws InvalidDocumentException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidDocumentException("", "is not UTF-8");
    }
    try (JsonParser parser = provider().createParser(new StringReader(text))) {
      Object root = value(parser, parser.next(), 0);
      if (parser.hasNext()) {
        throw new InvalidDocumentException("", "has text after the JSON document");
      }
      return new JsonNode("", root);
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw new InvalidDocumentException("", "is not valid JSON");
    }
  }

  private static JsonProvider provider() {
    JsonProvider provider = loaded;
    if (provider == null) {
      Iterator<JsonProvider> found =
          ServiceLoader.load(JsonProvider.class, JsonNode.class.getClassLoader()).iterator();
      if (!found.hasNext()) {
        throw ProviderSearch.in(JsonNode.class.getClassLoader(), JsonProvider.class)
            .missing(
                "JsonProvider",
                List.of(),
                new ProviderSearch.Adapter(
                    "org.eclipse.parsson:parsson",
                    "org.eclipse.parsson",
                    "org.eclipse.parsson.JsonProviderImpl"));
      }
      provider = found.next();
      loaded = provider;
    }
    return provider;
  }

  private static @Nullable Object value(JsonParser parser, Event event, int depth)
      throws InvalidDocumentException {
    if (depth > MAX_DEPTH) {
      throw new InvalidDocumentException("", "is nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (event) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER -> number(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new InvalidDocumentException("", "is not valid JSON");
    };
  }

  private static BigDecimal number(String text) throws InvalidDocumentException {
    if (text.length() > MAX_NUMBER) {
      throw new InvalidDocumentException("", "has a number of more than 100 digits");
    }
    return new BigDecimal(text);
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int depth)
      throws InvalidDocumentException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.next() == Event.KEY_NAME) {
      String name = parser.getString();
      Object value = value(parser, parser.next(), depth);
      if (object.containsKey(name)) {
        throw new InvalidDocumentException(name, "is a duplicate name");
      }
      object.put(name, value);
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser, int depth)
      throws InvalidDocumentException {
    List<@Nullable Object> array = new ArrayList<>();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth));
    }
    return array;
  }

  /** Returns where the value stands in the document, such as {@code default[0].keyPath}. */
  String key() {
    return key;
  }

  boolean has(String name) throws InvalidDocumentException {
    return fields().containsKey(name);
  }

  /** Returns a field, which must be there. */
  JsonNode get(String name) throws InvalidDocumentException {
    if (!has(name)) {
      throw new InvalidDocumentException(under(name), "is missing");
    }
    return new JsonNode(under(name), fields().get(name));
  }

  /** Returns the field as text; null if there is no such field. */
  @Nullable String optionalText(String name) throws InvalidDocumentException {
    return has(name) ? get(name).text() : null;
  }

  private String under(String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  /** Returns the names of the fields. */
  Set<String> names() throws InvalidDocumentException {
    return fields().keySet();
  }

  @SuppressWarnings("unchecked") // Only object() makes maps.
  private Map<String, @Nullable Object> fields() throws InvalidDocumentException {
    if (value instanceof Map) {
      return (Map<String, @Nullable Object>) value;
    }
    throw new InvalidDocumentException(key, "is not an object");
  }

  /** Returns this node if the object has no other fields. */
  JsonNode only(String... allowed) throws InvalidDocumentException {
    for (String name : names()) {
      if (!List.of(allowed).contains(name)) {
        throw new InvalidDocumentException(under(name), "is unknown");
      }
    }
    return this;
  }

  boolean isNull() {
    return value == null;
  }

  String text() throws InvalidDocumentException {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidDocumentException(key, "is not a string");
  }

  long integer() throws InvalidDocumentException {
    try {
      if (value instanceof BigDecimal number && number.scale() == 0) {
        return number.longValueExact();
      }
    } catch (ArithmeticException e) {
      throw new InvalidDocumentException(key, "is out of range");
    }
    throw new InvalidDocumentException(key, "is not an integer");
  }

  List<JsonNode> elements() throws InvalidDocumentException {
    if (!(value instanceof List<?> list)) {
      throw new InvalidDocumentException(key, "is not a list");
    }
    List<JsonNode> nodes = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      nodes.add(new JsonNode("%s[%s]".formatted(key, i), list.get(i)));
    }
    return nodes;
  }

  /** Returns Base64 of either alphabet as bytes. */
  byte[] bytes() throws InvalidDocumentException {
    return Encoding.base64(text(), key);
  }
}
