package io.oras.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Describes the machine of the measurement. */
final class Machine {
  private Machine() {}

  /**
   * Returns the date, the processor, the number of cores, whether the processor has SHA
   * instructions, and the versions of Java.
   */
  static String describe() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
    String flags = " " + field(lines, "flags") + " ";
    String newest = System.getenv("BENCH_NEWEST_JAVA_HOME");
    return "%s: %s, %s cores, %s SHA instructions; Java %s%s; load %s"
        .formatted(
            LocalDate.now(),
            field(lines, "model name"),
            Runtime.getRuntime().availableProcessors(),
            flags.contains(" sha_ni ") ? "with" : "without",
            Runtime.version(),
            newest == null ? "" : ", newest " + release(Path.of(newest)),
            load());
  }

  /** Returns the load average of the last minute, which includes the work of the benchmark. */
  static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).replaceFirst(" .*\\R?", "");
  }

  private static String field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceFirst(".*: ", ""))
        .findFirst()
        .orElse("unknown");
  }

  private static String release(Path javaHome) throws IOException {
    return Files.readAllLines(javaHome.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION="))
        .map(line -> line.replaceAll(".*=|\"", ""))
        .findFirst()
        .orElse(javaHome.toString());
  }
}
