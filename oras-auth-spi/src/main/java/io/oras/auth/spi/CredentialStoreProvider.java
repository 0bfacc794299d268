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
   * Opens the store over these files: all are read, in order, and the first that knows a credential
   * answers; only the first file is written. A file that isn't there is empty, and is made by the
   * first {@link CredentialStore#store store}.
   *
   * @param files in order, or none for the places where the user's own programs keep theirs
   * @param environment names these places and where to find credential helpers
   * @return holds nothing open
   * @throws io.oras.api.error.CredentialException when it cannot be opened
   */
  CredentialStore open(List<Path> files, Environment environment) throws IOException;
}
