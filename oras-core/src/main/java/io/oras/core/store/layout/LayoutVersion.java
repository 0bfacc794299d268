package io.oras.core.store.layout;

import io.oras.api.error.StoreException;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;

/** The marker of a layout (image-spec v1.1.1, image-layout.md, "oci-layout file"). */
public final class LayoutVersion {
  static final int MAX_SIZE = 64 << 10;
  public static final String FILE = "oci-layout";
  static final byte[] CONTENT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private static final String FIELD = "imageLayoutVersion";

  private LayoutVersion() {}

  /** Whether the marker says a version at all. */
  static boolean isPresent(byte[] bytes) {
    try {
      return JsonDocument.parseObject(bytes, FILE).get(FIELD) instanceof JsonString;
    } catch (InvalidJsonException e) {
      return false;
    }
  }

  /**
   * Checks the content of the marker.
   *
   * @throws StoreException when it is not that of a layout that we can read
   */
  static void check(byte[] bytes, String where) throws StoreException {
    try {
      JsonObject marker = JsonDocument.parseObject(bytes, where);
      if (!(marker.get(FIELD) instanceof JsonString version)) {
        throw new StoreException(where + " has no " + FIELD + ", expected 1.0.0");
      }
      if (!version.getString().equals("1.0.0")) {
        throw new StoreException(
            "%s has the unsupported %s '%s', expected 1.0.0"
                .formatted(where, FIELD, version.getString()));
      }
    } catch (InvalidJsonException e) {
      throw new StoreException(where + " is not a JSON object: " + e.getMessage(), e);
    }
  }
}
