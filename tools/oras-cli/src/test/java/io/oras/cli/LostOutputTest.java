package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, whose output cannot be written. */
@EnabledOnOs(OS.LINUX)
class LostOutputTest extends CommandLineTest {
  private static final File FULL = new File("/dev/full");

  @BeforeEach
  void content() {
    push("REG/a:v1");
    oras("attach", "REG/a:v1", "--artifact-type", "sig/a", "f.txt", "-a", CREATED).lines();
  }

  private ProcessBuilder command(String words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Stream.of(words.split(" ")).map(word -> word.replace("REG", host)).forEach(command::add);
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blob fetch --output - REG/a@" + BAR,
        "manifest fetch REG/a:v1",
        "manifest fetch --descriptor REG/a:v1",
        "resolve REG/a:v1",
        "repo tags REG/a",
        "repo ls REG",
        "pull --format json REG/a:v1",
        "pull REG/a:v1",
        "discover --format json REG/a:v1",
        "discover REG/a:v1",
        "manifest fetch --format go-template={{.digest}} REG/a:v1",
        "version"
      })
  void aFullDiskEndsTheCommandWithTheReason(String words) throws Exception {
    Process process = command(words).redirectOutput(FULL).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, process.waitFor());
    assertEquals("Error: cannot write to standard output: No space left on device\n", err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repo tags REG/a", "blob fetch --output - REG/a@" + BAR})
  void aReaderThatHasGoneEndsTheCommandSilently(String words) throws Exception {
    Process process = command(words).start();
    process.getInputStream().close(); // Long before the command prints anything.
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(141, process.waitFor());
    assertEquals("", err);
  }

  @Test
  void anErrorThatCannotBeToldEndsTheCommandWithItsCode() throws Exception {
    Process process = command("resolve REG/a:v2").redirectError(FULL).start();
    try (InputStream out = process.getInputStream()) {
      assertEquals(0, out.readAllBytes().length);
    }
    assertEquals(1, process.waitFor());
    assertTrue(oras("resolve", "REG/a:v2").errors().get(0).startsWith("Error"));
  }
}
