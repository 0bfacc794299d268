package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.api.spi.Environment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds {@code docker-credential-NAME} on the {@code PATH}. */
record HelperLocator(Environment environment) {
  private static final String PREFIX = "docker-credential-";

  /** No separators: a configuration names a program on the path, not a file anywhere (S). */
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * The program.
   *
   * @throws CredentialException when the name is unsafe or there is no such program
   */
  Path find(String helper) throws CredentialException {
    if (!SAFE_NAME.matcher(helper).matches()) {
      throw new CredentialException(
          "'%s' is not a name of a credential helper: expected at most 64 letters, digits, '.', '_' and '-'"
              .formatted(helper.length() > 64 ? helper.substring(0, 64) + "..." : helper));
    }
    return folders()
        .flatMap(folder -> suffixes().stream().map(s -> folder.resolve(PREFIX + helper + s)))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst()
        .orElseThrow(
            () ->
                new CredentialException(
                    "the credential helper %s%s is not on the PATH; install it, or remove it from the configuration"
                        .formatted(PREFIX, helper)));
  }

  private List<String> suffixes() {
    return isWindows() ? List.of(".exe", ".cmd") : List.of("");
  }

  private boolean isWindows() {
    return environment.osName().toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Not those relative to the working folder, where anyone's files may be. */
  private Stream<Path> folders() {
    return Stream.of(environment.variable("PATH").orElse("").split(isWindows() ? ";" : ":"))
        .flatMap(folder -> path(folder).stream())
        .filter(Path::isAbsolute);
  }

  private static Optional<Path> path(String folder) {
    try {
      return Optional.of(Path.of(folder));
    } catch (InvalidPathException e) {
      // What is no path of this system holds no programs.
      return Optional.empty();
    }
  }
}
