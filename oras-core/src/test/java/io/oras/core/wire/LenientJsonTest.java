package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LenientJsonTest {
  private static int nested(int depth) {
    String text = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    return LenientJson.object(text.getBytes(StandardCharsets.UTF_8)).size();
  }

  @Test
  void aHundredLevelsAreReadAndNoneMore() {
    assertEquals(1, nested(99));
    assertThrows(JsonException.class, () -> nested(100));
  }

  @Test
  void bracketsInATextAreNone() {
    String text = "{\"a\":\"\\\"" + "[".repeat(200) + "\"}";
    assertEquals(1, LenientJson.object(text.getBytes(StandardCharsets.UTF_8)).size());
  }
}
