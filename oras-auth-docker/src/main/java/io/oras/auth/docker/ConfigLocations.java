package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.api.spi.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sources to ask, in order, and the file to write.
 *
 * @param sources in the order in which they are asked
 * @param written the source that is written; empty if the user has no home folder
 */
record ConfigLocations(List<ConfigSource> sources, Optional<ConfigFile> written) {
  ConfigLocations {
    sources = List.copyOf(sources);
  }

  /** Files that the caller names, at least one; the first is written. */
  static ConfigLocations of(List<Path> files) {
    List<ConfigFile> sources = files.stream().map(ConfigFile::new).toList();
    return new ConfigLocations(List.copyOf(sources), Optional.of(sources.get(0)));
  }

  /**
   * Where docker and podman look. What a variable names explicitly comes before what is found by
   * default:
   *
   * <ol>
   *   <li>{@code DOCKER_AUTH_CONFIG}: the JSON itself, as CI systems set it; only read
   *   <li>{@code REGISTRY_AUTH_FILE} (containers-auth.json(5))
   *   <li>{@code $DOCKER_CONFIG/config.json}, by default in {@code ~/.docker}
   *   <li>{@code $XDG_RUNTIME_DIR/containers/auth.json}
   *   <li>{@code $XDG_CONFIG_HOME/containers/auth.json}, by default in {@code ~/.config}
   * </ol>
   *
   * The first file of 2 and 3 is written. A place below a home folder that is not known is left
   * out.
   */
  static ConfigLocations standard(Environment environment) {
    Optional<Path> named = environment.variable("REGISTRY_AUTH_FILE").map(Path::of);
    Optional<Path> docker =
        environment
            .variable("DOCKER_CONFIG")
            .map(Path::of)
            .or(() -> environment.home().map(home -> home.resolve(".docker")))
            .map(folder -> folder.resolve("config.json"));
    Optional<Path> session = environment.variable("XDG_RUNTIME_DIR").map(Path::of);
    Optional<Path> settings =
        environment
            .variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .or(() -> environment.home().map(home -> home.resolve(".config")));

    List<ConfigSource> sources = new ArrayList<>();
    environment
        .variable("DOCKER_AUTH_CONFIG")
        .ifPresent(text -> sources.add(() -> inline("DOCKER_AUTH_CONFIG", text)));
    named.map(ConfigFile::new).ifPresent(sources::add);
    docker.map(ConfigFile::new).ifPresent(sources::add);
    session.map(ConfigLocations::containers).map(ConfigFile::new).ifPresent(sources::add);
    settings.map(ConfigLocations::containers).map(ConfigFile::new).ifPresent(sources::add);
    return new ConfigLocations(sources, named.or(() -> docker).map(ConfigFile::new));
  }

  /**
   * Returns the file to write.
   *
   * @throws CredentialException if no location names one
   */
  ConfigFile writable() throws CredentialException {
    return written.orElseThrow(
        () ->
            new CredentialException(
                "credentials cannot be stored: this user has no home folder;"
                    + " set HOME or DOCKER_CONFIG"));
  }

  private static Path containers(Path folder) {
    return folder.resolve("containers").resolve("auth.json");
  }

  private static DockerConfig inline(String name, String text) throws CredentialException {
    return DockerConfig.parse(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
