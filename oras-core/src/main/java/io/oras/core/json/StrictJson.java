package io.oras.core.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * JSON as I-JSON wants it (RFC 8259, RFC 7493), and written as Go's {@code encoding/json} writes
 * it, so that the same values have the same digest in every tool. Thread safe.
 */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Reads a document whose root is an object: UTF-8 without a byte order mark, no duplicate names,
   * at most 100 levels, nothing after the root.
   *
   * @param what the document is, for messages, such as {@code manifest}; no content gets into them
   * @throws InvalidJsonException when it is otherwise
   * @throws io.oras.api.error.MissingProviderException when no JSON provider is installed
   */
  public static JsonObject parseObject(byte[] bytes, String what) throws InvalidJsonException {
    if (parse(bytes, what) instanceof JsonObject object) {
      return object;
    }
    throw new InvalidJsonException(what + ": expected a JSON object");
  }

  /**
   * Reads a document with any root, as {@link #parseObject} does.
   *
   * @throws InvalidJsonException when it is no strict JSON
   */
  public static JsonValue parse(byte[] bytes, String what) throws InvalidJsonException {
    return new StrictParser(what).parse(bytes);
  }

  /** A new object; names keep the order in which they are added. */
  public static JsonObjectBuilder object() {
    return JsonEngine.get().builders().createObjectBuilder();
  }

  /** A copy of an object, to be changed. */
  public static JsonObjectBuilder object(JsonObject from) {
    return JsonEngine.get().builders().createObjectBuilder(from);
  }

  /** A new array. */
  public static JsonArrayBuilder array() {
    return JsonEngine.get().builders().createArrayBuilder();
  }

  /** Compact UTF-8 with Go's escapes, in the order of the names. */
  public static byte[] write(JsonValue value) {
    return GoJsonWriter.write(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Indents a valid document by two spaces, as Go's {@code json.Indent} does: only white space
   * between tokens changes, so strings and numbers stay as they were written.
   */
  public static byte[] indent(byte[] json) {
    return JsonIndenter.indent(json);
  }
}
