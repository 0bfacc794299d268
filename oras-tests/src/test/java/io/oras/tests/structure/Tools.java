package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.spi.ToolProvider;

/** The tools of the JDK. */
final class Tools {
  private Tools() {}

  /** Runs one and gives back what it printed; a failure of the tool is one of the test. */
  static String run(String name, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = ToolProvider.findFirst(name).orElseThrow().run(print, print, arguments);
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    return text;
  }
}
