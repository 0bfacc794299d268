package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes the command start fast, in a JVM of its own. */
class StartTest extends CommandLineTest {
  private static void java(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The names of the classes that the command loads. */
  private String loadedBy(String words) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-Xlog:class+load:file=loaded", "-cp", classPath(), "-Duser.home=."));
    arguments.add(Main.class.getName());
    arguments.addAll(List.of(words.replace("REG", host).split(" ")));
    java(folder, arguments.toArray(String[]::new));
    String loaded = read(folder.resolve("loaded"));
    assertTrue(loaded.contains("io.oras.cli.Main"), loaded);
    return loaded;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resolve REG/demo:v1",
        "push REG/new:v1 f.txt",
        "pull REG/demo:v1 -o out",
        "cp REG/demo:v1 REG/copy:v1"
      })
  void noMethodsOfRecordsAreBuiltWhileSomeoneWaits(String words) throws Exception {
    push("REG/demo:v1");

    assertFalse(loadedBy(words).contains("java.lang.runtime.ObjectMethods"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull REG/demo:v1 -o out", "cp REG/demo:v1 REG/copy:v1"})
  void sizesOfBlobsStartNoArithmeticOfLargeNumbers(String words) throws Exception {
    push("REG/demo:v1");

    assertFalse(loadedBy(words).contains("java.math.MathContext"));
  }

  @Test
  void whatPlainHttpNeedsHasNoTrustStore() throws Exception {
    push("REG/demo:v1");

    assertFalse(loadedBy("resolve REG/demo:v1").contains("sun.security.ssl.TrustStoreManager"));
  }

  @Test
  void withoutATemplateNoClassOfTemplatesIsLoaded() throws Exception {
    push("REG/demo:v1");

    assertFalse(loadedBy("manifest fetch REG/demo:v1 --format json").contains("GoTemplate"));
  }
}
