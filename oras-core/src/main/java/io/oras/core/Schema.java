package io.oras.core;

import io.oras.core.json.SchemaValidator;
import java.util.List;
import java.util.Locale;

/**
 * What a document of the image specification (v1.1.1) is meant to be, and so what it must look
 * like: by the JSON schemas, and by what the text says beside them.
 *
 * <p>Stricter than reading is: a document that others wrote may be readable and still have
 * violations.
 */
public enum Schema {
  /** An image manifest. */
  MANIFEST,
  /** An image index, also the {@code index.json} of a layout. */
  INDEX,
  /** A descriptor by itself. */
  DESCRIPTOR,
  /** An image configuration. */
  CONFIG,
  /** The {@code oci-layout} file. */
  LAYOUT;

  /**
   * All violations at once, in the order of the document, each with its path: {@code
   * layers[2].size: expected an integer …}. Empty when there is none; a document that is no strict
   * JSON has that one violation.
   */
  public List<String> violations(byte[] document) {
    return SchemaValidator.validate(this, document);
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
