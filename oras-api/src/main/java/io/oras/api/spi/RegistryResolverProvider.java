package io.oras.api.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the configuration of registries; found by {@link java.util.ServiceLoader}. Thread safe.
 *
 * <pre>{@code
 * Oras mirrored = Oras.builder().registriesConfFile(Path.of("registries.conf")).build();
 * }</pre>
 */
public interface RegistryResolverProvider extends Prioritized {
  /**
   * Reads the configuration.
   *
   * @param file the main file; empty for the files of the user and the system
   * @param environment names these files
   * @throws io.oras.api.error.ConfigurationException if a file is invalid, or the given file does
   *     not exist
   * @throws IOException if a file cannot be read
   */
  RegistryResolver open(Optional<Path> file, Environment environment) throws IOException;
}
