package io.oras.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.cli.CommandLineTest.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@code oras} command that is written in Go, with a home of its own. */
final class OtherOras {
  private static final long SECONDS = 60;

  private final String program;
  private final Path home;

  private OtherOras(String program, Path home) {
    this.program = program;
    this.home = home;
  }

  /** That which the environment names; the test is skipped when there is none. */
  static OtherOras at(Path home) {
    String program = System.getenv("ORAS_IT_ORAS");
    assumeTrue(program != null && !program.isEmpty(), "ORAS_IT_ORAS names no oras command");
    return new OtherOras(program, home);
  }

  Run run(Path directory, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, program);
    File out = Files.createTempFile(home, "out", "").toFile();
    File err = Files.createTempFile(home, "err", "").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin"));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " runs longer than " + SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
