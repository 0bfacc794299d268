package io.oras.tests.structure;

import io.oras.tests.tool.SafetyLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs programs in JVMs of their own, with an empty home and an own folder for what is temporary.
 */
public final class ChildJvm {

  /** What would bring the user's settings, credentials or proxy in. */
  private static final Pattern OF_THE_USER =
      Pattern.compile(
          "XDG_.*|ORAS_.*|DOCKER_CONFIG|REGISTRY_AUTH_FILE|J(?:AVA_TOOL|DK_JAVA)_OPTIONS|(?i:.*_proxy)");

  private final Path home;
  private final Path temporary;
  private final List<String> command;

  /** Prepares a JVM whose home and temporary folder are below {@code work}. */
  public ChildJvm(Path work, Path java, String... options) throws IOException {
    home = Files.createDirectories(work.resolve("home"));
    temporary = Files.createDirectories(work.resolve("tmp"));
    command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + home));
    command.addAll(List.of(options));
  }

  /** The java command that runs this test. */
  public static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  Path temporary() {
    return temporary;
  }

  /**
   * What a program said, and how it ended.
   *
   * @param lines of both outputs
   * @param end how long after the last line
   */
  public record Outcome(int status, List<String> lines, Duration end) {}

  /** Runs a program to its end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> OF_THE_USER.matcher(name).matches());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = new ArrayList<>();
      long last = System.nanoTime();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        last = System.nanoTime();
      }
      if (!process.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + lines);
      }
      return new Outcome(process.exitValue(), lines, Duration.ofNanos(System.nanoTime() - last));
    } finally {
      process.destroyForcibly();
    }
  }
}
