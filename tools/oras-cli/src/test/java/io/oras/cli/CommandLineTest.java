package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.spi.Environment;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Terminal;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in this JVM, against an empty registry and in an empty folder. */
abstract class CommandLineTest {
  static final String CREATED = "org.opencontainers.image.created=2000-01-01T00:00:00Z";
  static final String BAR =
      "sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9";

  /** Of {@link #push}, as the {@code oras} command packs it. */
  static final String PUSHED =
      "sha256:3ba13453959c553e0bbecda708b5d0330d1cd890c4c00d6457b79a6d06836faa";

  @TempDir Path folder;

  final Map<String, String> environment = new HashMap<>();
  Terminal terminal = Terminal.NONE;
  InProcessRegistry registry;
  String host;

  @BeforeEach
  void prepare() throws IOException {
    start(InProcessRegistry.start());
    environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
    Files.writeString(folder.resolve("f.txt"), "bar");
  }

  /** Takes another registry than an open one. */
  final void start(InProcessRegistry other) {
    if (registry != null) {
      registry.close();
    }
    registry = other;
    host = registry.host();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** What a command printed. */
  record Run(int exit, String out, String err) {
    /** The lines of the output, after checking that it went well. */
    List<String> lines() {
      assertEquals(0, exit, err);
      return out.lines().toList();
    }

    String text() {
      assertEquals(0, exit, err);
      return out;
    }

    /** The lines of the error, after checking that there was one. */
    List<String> errors() {
      assertEquals(1, exit, out);
      return err.lines().toList();
    }
  }

  final Run oras(String... arguments) {
    return orasWith("", arguments);
  }

  final Run orasWith(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandEnvironment process =
        new CommandEnvironment(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new Printer(out),
            new Printer(err),
            folder,
            Environment.of(environment, folder.resolve("home"), "Linux"),
            terminal);
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      all.add(argument.replace("REG", host));
    }
    int exit = CommandRunner.run(process, all.toArray(String[]::new));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Pushes {@code f.txt}. */
  final void push(String name) {
    oras("push", name, "f.txt", "-a", CREATED).lines();
  }
}
