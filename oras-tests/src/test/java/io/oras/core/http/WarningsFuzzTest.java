package io.oras.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.core.wire.HeaderReader;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsFuzzTest {
  private static String written(String text) {
    return "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static List<String> read(String... values) {
    return ResponseWarnings.texts(HeaderReader.of(List.of(values)));
  }

  private static String other(SeededRandom chance) {
    return chance.pick(
        "199 - \"x\"", "299 agent \"x\"", "299 - \"x\" \"date\"", "299", "\"299 - x\"");
  }

  @Test
  void textsForPeopleAreFoundAmongOtherWarnings() {
    PropertyRunner.check(
        "warning",
        500,
        chance -> {
          String text = chance.anyText(30);
          String more = chance.anyText(30);
          assertEquals(List.of(text), read(other(chance) + " , " + written(text)));
          assertEquals(
              List.of(text, more), read(written(text) + "," + other(chance), written(more)));
        });
  }

  @Test
  void anyTextGivesWarningsOfABoundedLengthInAll() {
    PropertyRunner.check(
        "warning-mutated",
        1000,
        chance -> {
          String value = written(chance.anyText(30)) + ", " + other(chance);
          String[] fragments = {"\"", "\\", ",", "299 - \"", " ", "=", ";", "<", "x".repeat(5000)};
          List<String> texts =
              read(chance.mutated(value, fragments), chance.mutated(value, fragments));
          assertTrue(texts.stream().mapToInt(String::length).sum() <= 4096);
        });
  }
}
