package io.oras.registries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The aliases that other programs recorded when a user chose a registry. Read each time, since
 * these programs run meanwhile; never written.
 *
 * @param file {@code short-name-aliases.conf}, if the place is known
 */
record ShortNameCache(Optional<Path> file) {
  /** Returns the aliases; empty text stands for a name that is no alias. */
  Map<String, String> read() throws IOException {
    return file.isPresent() && Files.exists(file.get())
        ? RegistriesFile.readAliases(file.get())
        : Map.of();
  }
}
