package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import io.oras.api.spi.Prioritized;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens credential stores, so that a program can name its files without knowing the adapter; found
 * by {@link java.util.ServiceLoader}. Thread safe.
 *
 * <pre>{@code
 * CredentialStore store =
 *     storeProvider.open(List.of(Path.of("auth.json")), Environment.ofProcess());
 * }</pre>
 */
public interface CredentialStoreProvider extends Prioritized {
  /**
   * Opens a store for these files. The store reads the files in order and returns the first
   * credential. It writes only the first file. A missing file counts as empty, and the first {@link
   * CredentialStore#store store} creates it.
   *
   * @param files in order; an empty list means the default files of the user
   * @param environment names these places and where to find credential helpers
   * @return holds nothing open
   * @throws io.oras.api.error.CredentialException when it cannot be opened
   */
  CredentialStore open(List<Path> files, Environment environment) throws IOException;
}
