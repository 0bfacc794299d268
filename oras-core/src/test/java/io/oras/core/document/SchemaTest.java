package io.oras.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void allViolationsAreReportedAtOnce() {
    List<String> violations =
        Schema.MANIFEST.violations(
            "{\"schemaVersion\":3,\"config\":{\"mediaType\":\"x\",\"size\":-1},\"layers\":[{}]}"
                .getBytes(UTF_8));
    for (String path : List.of("schemaVersion", "config.mediaType", "config.size", "layers[0]")) {
      assertEquals(1, violations.stream().filter(v -> v.startsWith(path)).limit(1).count(), path);
    }
    assertEquals(
        List.of(), Schema.LAYOUT.violations("{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8)));
  }

  @Test
  void theKindOfADocumentThatIsNoJsonStandsInItsViolation() {
    for (Schema schema : Schema.values()) {
      assertEquals(
          List.of(schema + ": expected a JSON object"), schema.violations("[]".getBytes(UTF_8)));
    }
  }
}
