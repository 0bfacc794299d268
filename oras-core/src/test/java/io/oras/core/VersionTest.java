package io.oras.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void versionHasDetailsForProgramsAndForPeople() {
    assertEquals(List.of("Version", "Java version"), List.copyOf(Version.details().keySet()));
    assertEquals(Version.number(), Version.details().get("Version"));
    assertEquals(
        "Version: " + Version.number() + "\nJava version: " + Runtime.version(), Version.text());
  }
}
