package io.oras.auth.docker;

import io.oras.api.spi.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A home, a PATH and helper programs in a temporary folder. */
final class FakeMachine {
  /** The longest that a helper may run; reaching it means that the test hangs. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  final Path root;
  final Path home;
  final Path bin;
  final Map<String, String> variables = new HashMap<>();

  FakeMachine(Path root) throws IOException {
    this.root = root;
    home = Files.createDirectories(root.resolve("home"));
    bin = Files.createDirectories(root.resolve("bin"));
    variables.put("PATH", "relative::" + bin);
  }

  Environment around() {
    return Environment.of(variables, home, "Linux");
  }

  Path dockerFolder() {
    return home.resolve(".docker");
  }

  Path config() {
    return dockerFolder().resolve("config.json");
  }

  Path configure(String json) throws IOException {
    Files.createDirectories(dockerFolder());
    return Files.writeString(config(), json);
  }

  DockerCredentialStore store() {
    return store(LIMIT);
  }

  DockerCredentialStore store(Duration limit) {
    return new DockerCredentialStore(() -> ConfigLocations.standard(around()), helpers(limit));
  }

  CredentialHelpers helpers(Duration limit) {
    return new CredentialHelpers(around(), limit, Clock.systemUTC());
  }

  /** A helper of that name with this shell script; {@code $1} is the verb. */
  Path helper(String name, String script) throws IOException {
    Path program = bin.resolve("docker-credential-" + name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** A helper that keeps one file for each server, and counts its runs in {@code runs}. */
  void keepingHelper(String name) throws IOException {
    Path kept = Files.createDirectories(root.resolve("kept-" + name));
    helper(
        name,
        """
        cd '%s'
        echo "$1" >> ../runs
        input=$(cat)
        case "$1" in
          store)
            server=$(printf %%s "$input" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' | tr '/:' '__')
            printf %%s "$input" > "$server" ;;
          get)
            file=$(printf %%s "$input" | tr '/:' '__')
            if [ -f "$file" ]; then cat "$file"
            else echo 'credentials not found in native keychain'; exit 1; fi ;;
          erase)
            file=$(printf %%s "$input" | tr '/:' '__')
            if [ -f "$file" ]; then rm "$file"
            else echo 'credentials not found in native keychain'; exit 1; fi ;;
        esac"""
            .formatted(kept));
  }

  List<String> runs() throws IOException {
    Path runs = root.resolve("runs");
    return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
  }
}
