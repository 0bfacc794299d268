package io.oras.tests;

import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Connections of this process, on Linux (proc(5), net/tcp). */
public final class OpenConnections {
  private static final Path FOUR = Path.of("/proc/self/net/tcp");
  private static final Path SIX = Path.of("/proc/self/net/tcp6");

  private OpenConnections() {}

  /** The established connections to the registry, from the client's side. */
  public static List<String> to(InProcessRegistry registry) throws IOException {
    String port = ":%04X".formatted(registry.uri("/").getPort());
    try (Stream<String> four = Files.lines(FOUR);
        Stream<String> six = Files.lines(SIX)) {
      return Stream.concat(four, six)
          .map(line -> line.strip().split(" +"))
          .filter(line -> line[2].endsWith(port) && line[3].equals("01"))
          .map(line -> line[1])
          .toList();
    }
  }

  /** Returns when no connection to the registry is left; at once where connections are not seen. */
  public static void awaitNone(InProcessRegistry registry) throws IOException {
    while (Files.exists(FOUR) && !to(registry).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
