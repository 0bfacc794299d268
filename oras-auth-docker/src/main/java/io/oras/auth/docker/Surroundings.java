package io.oras.auth.docker;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the user's machine says; a test gives its own.
 *
 * @param variables of the environment, null for one that is not set
 * @param home the user's folder
 * @param os as in the system property {@code os.name}
 */
record Surroundings(Function<String, @Nullable String> variables, Path home, String os) {
  static Surroundings ofSystem() {
    return new Surroundings(
        System::getenv,
        Path.of(System.getProperty("user.home", "")),
        System.getProperty("os.name", ""));
  }

  /** The variable's value, unless it is not set or empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isEmpty());
  }

  boolean isWindows() {
    return os.toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
