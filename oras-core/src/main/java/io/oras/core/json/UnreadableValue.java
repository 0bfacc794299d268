package io.oras.core.json;

import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

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
