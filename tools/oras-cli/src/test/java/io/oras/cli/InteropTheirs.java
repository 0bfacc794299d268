package io.oras.cli;

import io.oras.cli.InteropCase.Command;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code oras} program, a process for each command. */
final class InteropTheirs extends InteropSide {
  private final String program;
  private final Path root;

  InteropTheirs(String program, Path root, List<InProcessRegistry> registries) throws IOException {
    super(root, registries);
    this.program = program;
    this.root = root;
  }

  @Override
  Running start(Command command) throws IOException {
    List<String> line = new ArrayList<>(arguments(command));
    line.add(0, program);
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(command));
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input(command));
    } catch (IOException e) {
      // The program ended without reading its input.
    }
    return () -> {
      try {
        if (!process.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(line + " runs longer than " + SafetyLimit.SECONDS + " s");
        }
      } finally {
        process.destroyForcibly();
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    };
  }
}
