package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.cli.terminal.Screen;
import io.oras.cli.terminal.Terminal;
import io.oras.console.ExitException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitTest extends CommandLineTest {
  @Test
  void whoeverThrowsAnExitChoosesTheCode() {
    terminal =
        new Terminal() {
          @Override
          public @Nullable Screen screen() {
            throw new ExitException("no screen today", 3);
          }
        };
    Run run = oras("push", "REG/demo:v1", "f.txt");

    assertEquals(3, run.exit());
    assertEquals("", run.err(), "it was said where it was thrown");
  }
}
