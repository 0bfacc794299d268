package io.oras.core.store.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a test program in a JVM of its own. */
public final class OwnJvm {
  private OwnJvm() {}

  /**
   * Starts the program; its errors go where those of the tests go.
   *
   * @param heap as in {@code -Xmx}
   */
  public static Process start(Class<?> program, String heap, String... arguments)
      throws IOException {
    String classPath =
        String.join(
            System.getProperty("path.separator"),
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
