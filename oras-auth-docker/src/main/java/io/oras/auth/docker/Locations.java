package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources to ask, in order, and the file to write.
 *
 * @param sources first come, first asked
 * @param writable one of the sources
 */
record Locations(List<ConfigSource> sources, ConfigFile writable) {
  Locations {
    sources = List.copyOf(sources);
  }

  /** Files that the caller names, at least one; the first is written. */
  static Locations of(List<Path> files) {
    List<ConfigFile> sources = files.stream().map(ConfigFile::new).toList();
    return new Locations(List.copyOf(sources), sources.get(0));
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
   * The first file is written.
   */
  static Locations standard(Surroundings around) {
    List<Path> files = new ArrayList<>();
    around.variable("REGISTRY_AUTH_FILE").map(Path::of).ifPresent(files::add);
    files.add(
        around
            .variable("DOCKER_CONFIG")
            .map(Path::of)
            .orElse(around.home().resolve(".docker"))
            .resolve("config.json"));
    around.variable("XDG_RUNTIME_DIR").map(Locations::containers).ifPresent(files::add);
    files.add(
        containers(
            around
                .variable("XDG_CONFIG_HOME")
                .orElse(around.home().resolve(".config").toString())));

    Locations found = of(files);
    List<ConfigSource> sources = new ArrayList<>();
    around
        .variable("DOCKER_AUTH_CONFIG")
        .ifPresent(text -> sources.add(() -> inline("DOCKER_AUTH_CONFIG", text)));
    sources.addAll(found.sources());
    return new Locations(sources, found.writable());
  }

  private static Path containers(String folder) {
    return Path.of(folder, "containers", "auth.json");
  }

  private static DockerConfig inline(String name, String text) throws CredentialException {
    return DockerConfig.parse(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
