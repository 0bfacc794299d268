package io.oras.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Path HOME = Path.of("home");

  @Test
  void emptyVariableIsNotSet() {
    Environment environment = Environment.of(Map.of("A", "1", "B", ""), HOME, "Linux");
    assertEquals(Optional.of("1"), environment.variable("A"));
    assertEquals(Optional.empty(), environment.variable("B"));
    assertEquals(Optional.empty(), environment.variable("a"));
  }

  @Test
  void windowsVariablesHaveNoCase() {
    Environment environment = Environment.of(Map.of("Path", "C:\\Docker"), HOME, "Windows 11");
    assertEquals(Optional.of("C:\\Docker"), environment.variable("PATH"));
  }

  @Test
  void homeCanBeUnknown() {
    Environment environment = Environment.of(Map.of("A", "1"), HOME, "Linux");
    assertEquals(Optional.of(HOME), environment.home());
    assertEquals(Optional.empty(), environment.withoutHome().home());
    assertEquals(Optional.of("1"), environment.withoutHome().variable("A"));
  }

  @Test
  void valuesOfVariablesAreNotShown() {
    String text = Environment.of(Map.of("ORAS_PASS", "s3cret"), HOME, "Linux").toString();
    assertFalse(text.contains("s3cret"), text);
  }
}
