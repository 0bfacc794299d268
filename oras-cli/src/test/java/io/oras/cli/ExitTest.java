package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.console.ExitException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitTest extends CommandLineTest {
  @Test
  void whoeverThrowsAnExitChoosesTheCode() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    UnaryOperator<@Nullable String> stubborn =
        name -> {
          throw new ExitException("no environment today", 3);
        };
    World world =
        new World(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            folder,
            stubborn,
            false);

    assertEquals(3, Cli.run(world, "push", host + "/demo:v1", "f.txt"));
    assertEquals("", err.toString(StandardCharsets.UTF_8), "it was said where it was thrown");
  }
}
