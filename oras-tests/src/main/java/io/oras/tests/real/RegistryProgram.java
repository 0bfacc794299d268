package io.oras.tests.real;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The programs that can be a {@link RealRegistry}. */
public enum RegistryProgram {
  /** Debian's docker-registry, distribution 2.8: no referrers API, no removal of tags. */
  DOCKER_REGISTRY("listening on 127\\.0\\.0\\.1:(\\d+)"),
  /** Distribution 3. */
  DISTRIBUTION("listening on 127\\.0\\.0\\.1:(\\d+)"),
  /** Zot, which implements the whole specification. */
  ZOT("(?=.*kernel chosen port).*\"port\":(\\d+)");

  /** The log line of a registry that listens; the group is the port. */
  final Pattern ready;

  RegistryProgram(String ready) {
    this.ready = Pattern.compile(ready);
  }

  /** Returns the command that starts the program; skips the test if the program is missing. */
  List<String> command(Path configuration) {
    String variable = "ORAS_IT_" + name();
    String program = System.getenv(variable);
    assumeTrue(
        program != null, () -> "skipped: " + this + ": " + variable + " is not set; see .ci/tools");
    return List.of(program, "serve", configuration.toString());
  }

  /** Returns the name of the program, such as {@code docker-registry}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
