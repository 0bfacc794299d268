package io.oras.cli;

import io.oras.cli.InteropCase.Command;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two programs in one case: its folder, its home, its registries. */
abstract class InteropSide implements AutoCloseable {
  static final String CREATED = "org.opencontainers.image.created=2000-01-01T00:00:00Z";

  final Path folder;
  final Path home;
  final List<InProcessRegistry> registries;
  final Map<String, String> saved = new LinkedHashMap<>();

  /** Whether files that this command locks are looked at. */
  boolean locks;

  InteropSide(Path root, List<InProcessRegistry> registries) throws IOException {
    home = Files.createDirectories(root.resolve("home"));
    folder = Files.createDirectories(root.resolve("work"));
    this.registries = registries;
  }

  /** What a command left behind. */
  record Run(int exit, String out, String err) {}

  /** Starts a command; the result waits for its end. */
  abstract Running start(Command command) throws IOException;

  /** A command that runs. */
  interface Running {
    Run end() throws IOException, InterruptedException;
  }

  final Map<String, String> environment(Command command) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("HOME", home.toString());
    all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    all.put("LC_ALL", "C.UTF-8");
    command.environment().forEach((name, value) -> all.put(name, fill(value)));
    return all;
  }

  final List<String> arguments(Command command) {
    List<String> all = new ArrayList<>();
    for (String argument : command.arguments()) {
      if (argument.equals("CREATED")) {
        all.add("-a");
        all.add(CREATED);
      } else {
        all.add(fill(argument));
      }
    }
    return all;
  }

  /** Replaces the placeholders. */
  final String fill(String text) {
    String filled =
        text.replace("DIR", folder.toString()).replace("ADDRESS", registries.get(0).host());
    for (int i = registries.size(); i > 0; i--) {
      filled = filled.replace(i == 1 ? "REG" : "REG" + i, registries.get(i - 1).otherHost());
    }
    for (Map.Entry<String, String> variable : saved.entrySet()) {
      filled = filled.replace("%" + variable.getKey() + "%", variable.getValue());
    }
    return filled;
  }

  /** Puts placeholders where names of this side stand. */
  final String normalize(String text) {
    String normal = text.replace(folder.toString(), "DIR").replace(home.toString(), "HOME");
    for (int i = registries.size(); i > 0; i--) {
      normal =
          normal
              .replace(registries.get(i - 1).otherHost(), i == 1 ? "REG" : "REG" + i)
              .replace(registries.get(i - 1).host(), "127.0.0.1");
    }
    return normal;
  }

  final byte[] input(Command command) {
    return fill(command.input()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    registries.forEach(InProcessRegistry::close);
  }
}
