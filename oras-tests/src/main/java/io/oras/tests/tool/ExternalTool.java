package io.oras.tests.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An external program with its own home folder: the program finds no credentials of the user and
 * leaves no files behind. The program runs in the home folder unless the test sets another folder.
 */
public final class ExternalTool {
  private final String program;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path directory;

  private ExternalTool(String program, Path home) {
    this.program = program;
    this.home = home;
    this.directory = home;
    environment.put("HOME", home.toString());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /** Returns the program that the variable names; skips the test if the variable is not set. */
  public static ExternalTool of(String variable, Path home) {
    String program = System.getenv(variable);
    assumeTrue(program != null && !program.isEmpty(), variable + " names no program");
    return new ExternalTool(program, home);
  }

  /** Returns a program of the system; skips the test if the program is missing. */
  public static ExternalTool system(String program, Path home) {
    assumeTrue(Files.isExecutable(Path.of(program)), program + " is not there");
    return new ExternalTool(program, home);
  }

  /** Returns the program with one more environment variable. */
  public ExternalTool with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Returns the program with this working folder instead of its home. */
  public ExternalTool in(Path folder) {
    directory = folder;
    return this;
  }

  /** Runs the program, checks that it succeeded, and returns its output. */
  public String run(String... arguments) throws IOException, InterruptedException {
    Run run = attempt(arguments);
    assertEquals(0, run.exit(), () -> program + " " + List.of(arguments) + "\n" + run.all());
    return run.out();
  }

  /**
   * Runs it, with nothing to read.
   *
   * @throws AssertionError when it takes longer than {@link SafetyLimit}; it is ended then
   */
  public Run attempt(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " runs longer than " + SafetyLimit.SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), take(out), take(err));
  }

  private static String take(Path file) throws IOException {
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  /**
   * What came of it.
   *
   * @param exit its code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Run(int exit, String out, String err) {
    /** Returns the standard output and the standard error. */
    public String all() {
      return out + err;
    }
  }
}
