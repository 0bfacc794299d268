package io.oras.cli;

import io.oras.api.spi.Environment;
import io.oras.cli.InteropCase.Command;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Terminal;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** This command, in this JVM. */
final class InteropOurs extends InteropSide {
  InteropOurs(Path root, List<InProcessRegistry> registries) throws IOException {
    super(root, registries);
  }

  @Override
  Running start(Command command) {
    return () -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      CommandEnvironment process =
          new CommandEnvironment(
              new ByteArrayInputStream(input(command)),
              new Printer(out),
              new Printer(err),
              folder,
              Environment.of(environment(command), home, "Linux"),
              Terminal.NONE);
      int exit = CommandRunner.run(process, arguments(command).toArray(String[]::new));
      return new Run(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    };
  }
}
