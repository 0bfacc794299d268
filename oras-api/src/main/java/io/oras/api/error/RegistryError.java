package io.oras.api.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a registry's error body (distribution-spec v1.1.1, "Error Codes").
 *
 * @param code such as {@code MANIFEST_UNKNOWN}; codes beyond the specification are kept
 * @param message may be empty
 * @param detail any JSON as compact text, or null
 */
public record RegistryError(String code, String message, @Nullable String detail)
    implements Serializable {
  /** Returns the code and the message, as people read them. */
  @Override
  public String toString() {
    return message.isEmpty() ? code : code + ": " + message;
  }
}
