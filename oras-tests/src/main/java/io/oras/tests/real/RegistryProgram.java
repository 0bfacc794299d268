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
  /** Zot, which has all that the specification has. */
  ZOT("(?=.*kernel chosen port).*\"port\":(\\d+)");

  /** What it says when it listens; the group is the port. */
  final Pattern ready;

  RegistryProgram(String ready) {
    this.ready = Pattern.compile(ready);
  }

  /** The command that serves by this configuration; without the program the test is skipped. */
  List<String> command(Path configuration) {
    String variable = "ORAS_IT_" + name();
    String program = System.getenv(variable);
    assumeTrue(
        program != null, () -> "skipped: " + this + ": " + variable + " is not set; see .ci/tools");
    return List.of(program, "serve", configuration.toString());
  }

  /** As people write it, such as {@code docker-registry}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
