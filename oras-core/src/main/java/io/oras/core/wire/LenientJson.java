package io.oras.core.wire;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON of services that are not held to a schema: token services, and errors. */
public final class LenientJson {
  /** Brackets within brackets; a parser that recurses must not be led to its stack's end. */
  private static final int DEPTH = 100;

  private static final class Factory {
    static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
  }

  private LenientJson() {}

  /**
   * The object that these bytes hold.
   *
   * @throws JsonException when they hold anything else
   */
  public static JsonObject object(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    if (depth(text) > DEPTH) {
      throw new JsonException("JSON is nested deeper than " + DEPTH);
    }
    try (JsonReader reader = Factory.READERS.createReader(new StringReader(text))) {
      JsonStructure root = reader.read();
      if (root instanceof JsonObject object) {
        return object;
      }
      throw new JsonException("expected a JSON object");
    } catch (JsonException e) {
      throw e;
    } catch (RuntimeException e) {
      // Providers have limits of their own, such as one for digits, and exceptions for them.
      throw new JsonException("not JSON", e);
    }
  }

  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return deepest;
  }
}
