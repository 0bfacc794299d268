package io.oras.core.document;

import io.oras.core.json.SchemaRule;
import io.oras.core.json.SchemaValidator;
import java.util.List;
import java.util.Locale;

/**
 * The kinds of document that the image specification (v1.1.1) defines. Each kind reports how a
 * document violates the JSON schemas of the specification and the rules in its text.
 *
 * <pre>{@code
 * byte[] manifest = Files.readAllBytes(Path.of("manifest.json"));
 * for (String violation : Schema.MANIFEST.violations(manifest)) {
 *   System.out.println(violation);
 * }
 * }</pre>
 *
 * <p>The rules are stricter than reading: a document of another program may be readable and still
 * have violations.
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
   * Returns all violations at once, in the order of the document, each with its path: {@code
   * layers[2].size: expected an integer …}. The list is empty if there is none. A document that is
   * no strict JSON has that one violation.
   */
  public List<String> violations(byte[] document) {
    return SchemaValidator.validate(rule(), toString(), document);
  }

  private SchemaRule rule() {
    return switch (this) {
      case MANIFEST -> SchemaValidator.MANIFEST;
      case INDEX -> SchemaValidator.INDEX;
      case DESCRIPTOR -> SchemaValidator.DESCRIPTOR;
      case CONFIG -> SchemaValidator.CONFIG;
      case LAYOUT -> SchemaValidator.LAYOUT;
    };
  }

  /** Returns the name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
