package io.oras.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command in a terminal, as {@code script} of util-linux makes one. */
@Tag("real")
class RealTerminalTest extends CommandLineTest {
  @BeforeEach
  void findScript() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script on this machine");
  }

  /** What the terminal shows; the words of the input answer one question each. */
  private String typed(String input, String redirection, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.oras.cli.Main"));
    for (String argument : arguments) {
      words.add(argument.replace("REG", host));
    }
    String command =
        words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + redirection;
    ProcessBuilder builder =
        new ProcessBuilder(
            "script", "-qefc", "stty rows 40 cols 100; " + command, folder.resolve("log") + "");
    builder.environment().putAll(environment);
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    Deque<String> answers =
        new ArrayDeque<>(input.isEmpty() ? List.of() : List.of(input.split(" ")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream keyboard = process.getOutputStream();
        InputStream screen = process.getInputStream()) {
      for (int c = screen.read(); c >= 0; c = screen.read()) {
        bytes.write(c);
        if (c == ' ' && !answers.isEmpty() && bytes.toString(UTF_8).endsWith(": ")) {
          keyboard.write((answers.poll() + "\n").getBytes(UTF_8));
          keyboard.flush();
        }
      }
    }
    String shown = bytes.toString(UTF_8).replace("\r\n", "\n");
    assertEquals(0, process.waitFor(), shown);
    return shown;
  }

  @Test
  void barsAreDrawnAndTheReportFollowsThem() throws Exception {
    String shown = typed("", "", "push", "REG/a:v1", "f.txt", "-a", CREATED);
    assertTrue(shown.startsWith("\u001b[?25l"), shown);
    assertTrue(shown.contains("✓\u001b[0m Uploaded  f.txt"), shown);
    assertTrue(
        shown.endsWith(
            "\u001b[?25hPushed [registry] "
                + host
                + "/a:v1\nArtifactType: application/vnd.unknown.artifact.v1\nDigest: "
                + PUSHED
                + "\n"),
        shown);
  }

  @Test
  void standardErrorElsewhereGetsNoBars() throws Exception {
    assertEquals(
        List.of(
            "Preparing f.txt",
            "Pushed [registry] " + host + "/a:v1",
            "ArtifactType: application/vnd.unknown.artifact.v1",
            "Digest: " + PUSHED),
        typed("", " 2>err", "push", "REG/a:v1", "f.txt", "-a", CREATED)
            .lines()
            .filter(line -> !line.startsWith("Upload"))
            .toList());
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  @Test
  void barsDoNotReachAPipeBehindStandardOutput() throws Exception {
    String shown = typed("", " >out", "push", "REG/a:v1", "f.txt", "--format=json");
    assertTrue(shown.contains("Uploaded"), shown);
    assertTrue(Files.readString(folder.resolve("out")).startsWith("{\n  \"reference\""));
  }

  @Test
  void aPasswordIsAskedForAndNotShown() throws Exception {
    start(InProcessRegistry.builder().auth(Auth.basic("bob", "s3cret-typed")).start());
    String shown = typed("bob s3cret-typed", "", "login", "REG");
    assertEquals("Username: bob\nPassword: \nLogin Succeeded\n", shown);
    assertFalse(Files.readString(folder.resolve("log")).contains("s3cret"));
    assertTrue(Files.readString(folder.resolve("docker/config.json")).contains(host));
  }

  @Test
  void aPasswordThatWouldBeShownIsNotAskedFor() throws Exception {
    String shown = typed("", " >out || echo exit $?", "login", "REG", "-u", "bob");
    assertEquals(
        List.of(
            "Error: a secret cannot be typed unseen while standard output is not the terminal",
            "Leave standard output alone, or use --password-stdin or --identity-token-stdin",
            "exit 1"),
        shown.lines().toList());
    assertEquals("", Files.readString(folder.resolve("out")));
  }

  @Test
  void theFlagAndTheTraceSwitchBarsOff() throws Exception {
    assertFalse(typed("", "", "push", "REG/a:v1", "f.txt", "--no-tty").contains("\u001b["));
    assertFalse(typed("", "", "pull", "REG/a:v1", "--debug").contains("\u001b["));
    environment.put("ORAS_TERMINAL", "none");
    assertFalse(typed("", "", "pull", "REG/a:v1").contains("\u001b["));
    String fetched = typed("", "", "manifest", "fetch", "REG/a:v1", "-o", "-");
    assertTrue(fetched.startsWith("{") && fetched.endsWith("}"), fetched);
  }
}
