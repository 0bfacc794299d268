package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.spi.Environment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the files of registries.conf: a main file, then drop-in files that change it
 * (containers-registries.conf(5) and containers-registries.conf.d(5)). Immutable.
 *
 * @param environment names the user's folders
 * @param root the folder that contains {@code etc} and {@code usr}
 * @param userId of the process; empty if unknown
 */
record ConfigurationFiles(Environment environment, Path root, OptionalLong userId) {
  private static final String MAIN = "CONTAINERS_REGISTRIES_CONF";
  private static final String LAST = "CONTAINERS_REGISTRIES_CONF_OVERRIDE";

  /** Returns the files of this machine. */
  static ConfigurationFiles ofMachine(Environment environment) {
    return new ConfigurationFiles(environment, Path.of("/"), userOfProcess());
  }

  private static OptionalLong userOfProcess() {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return OptionalLong.of(((Number) user).longValue());
    } catch (IOException | RuntimeException e) {
      // Only Linux tells; the folders for one kind of user are passed over elsewhere.
      return OptionalLong.empty();
    }
  }

  /**
   * Returns the files in the order in which to read them.
   *
   * @param given the main file; empty for that of the user or the system
   * @throws ConfigurationException if a file that was named does not exist
   */
  List<Path> toRead(Optional<Path> given) throws IOException {
    Optional<Path> named = given.isPresent() ? given : variable(MAIN);
    List<Path> all = new ArrayList<>();
    if (named.isPresent()) {
      all.add(requireFile(named.get()));
    } else {
      folders()
          .map(folder -> folder.resolve("registries.conf"))
          .filter(Files::exists)
          .findFirst()
          .ifPresent(all::add);
    }
    if (given.isPresent() || named.isEmpty()) {
      all.addAll(dropIns());
    }
    Optional<Path> last = variable(LAST);
    if (last.isPresent()) {
      all.add(requireFile(last.get()));
    }
    return all;
  }

  /** Returns the file that records how short names were resolved before. */
  Optional<Path> shortNameAliases() {
    Optional<Path> folder =
        userId.isPresent() && userId.getAsLong() == 0
            ? Optional.of(root.resolve("var/cache"))
            : variable("XDG_CACHE_HOME").or(() -> home(".cache"));
    return folder.map(cache -> cache.resolve("containers").resolve("short-name-aliases.conf"));
  }

  private Optional<Path> variable(String name) {
    return environment.variable(name).map(Path::of);
  }

  private Optional<Path> home(String folder) {
    return environment.home().map(home -> home.resolve(folder));
  }

  private static Path requireFile(Path file) throws ConfigurationException {
    if (!Files.exists(file)) {
      throw new ConfigurationException(file.toString(), null, "the file does not exist", null);
    }
    return file;
  }

  private boolean isWindows() {
    return environment.osName().toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Returns the user's folder, then those of the system, the most specific first. */
  private Stream<Path> folders() {
    return Stream.concat(userFolder().stream(), systemFolders());
  }

  private Optional<Path> userFolder() {
    Optional<Path> folder =
        isWindows() ? variable("APPDATA") : variable("XDG_CONFIG_HOME").or(() -> home(".config"));
    return folder.map(path -> path.resolve("containers"));
  }

  private Stream<Path> systemFolders() {
    return isWindows()
        ? variable("ProgramData").map(path -> path.resolve("containers")).stream()
        : Stream.of(root.resolve("etc/containers"), root.resolve("usr/share/containers"));
  }

  /** Returns the drop-in files by name; of files with one name, the most specific one. */
  private List<Path> dropIns() throws IOException {
    List<Path> folders = new ArrayList<>();
    userFolder().ifPresent(folder -> folders.add(folder.resolve("registries.conf.d")));
    for (Path folder : systemFolders().toList()) {
      if (userId.isPresent() && userId.getAsLong() == 0) {
        folders.add(folder.resolve("registries.rootful.conf.d"));
      } else if (userId.isPresent()) {
        Path rootless = folder.resolve("registries.rootless.conf.d");
        folders.add(rootless.resolve(Long.toString(userId.getAsLong())));
        folders.add(rootless);
      }
      folders.add(folder.resolve("registries.conf.d"));
    }
    TreeMap<String, Path> byName = new TreeMap<>();
    for (Path folder : folders) {
      for (Path file : list(folder)) {
        byName.putIfAbsent(file.getFileName().toString(), file);
      }
    }
    return List.copyOf(byName.values());
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.conf")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return files;
  }
}
