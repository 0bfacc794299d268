package io.oras.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;

/** Runs scripts under {@code /usr/bin/time}, as {@code wait4} tells of CPU and memory. */
final class Shell {
  private final Path work;

  /** Creates a shell that writes its logs to the folder. */
  Shell(Path work) {
    this.work = work;
  }

  /**
   * Runs a script and waits for its end.
   *
   * @param limit a program that it is run by, such as {@code taskset}, or none
   * @throws IOException when it fails; the message has what it wrote
   */
  Cost run(String script, Path directory, Map<String, String> environment, List<String> limit)
      throws IOException, InterruptedException {
    Path notes = work.resolve("time.txt");
    Path output = work.resolve("output.txt");
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", notes.toString()));
    command.addAll(limit);
    command.addAll(List.of("/bin/sh", "-c", script));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IOException(
          "exit code %d of: %s%n%s".formatted(code, script, tail(Files.readString(output))));
    }
    try (Scanner numbers = new Scanner(Files.readString(notes)).useLocale(Locale.ROOT)) {
      double cpu = numbers.nextDouble() + numbers.nextDouble();
      return new Cost(seconds, cpu, numbers.nextDouble() / 1024);
    }
  }

  private static String tail(String text) {
    return text.length() <= 2000 ? text : text.substring(text.length() - 2000);
  }
}
