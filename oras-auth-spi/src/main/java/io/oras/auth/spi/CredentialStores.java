package io.oras.auth.spi;

import io.oras.api.error.MissingProviderException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.Prioritized;
import io.oras.api.spi.ProviderSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Opens the credential stores that a program names by their files.
 *
 * <pre>{@code
 * CredentialStore store = CredentialStores.open();
 * store.store("ghcr.io", Credential.basic("me", "secret"));
 * }</pre>
 */
public final class CredentialStores {
  private CredentialStores() {}

  /**
   * Opens the store with the providers that this library's class loader finds, in the environment
   * of this process.
   *
   * @param files credential files; see {@link #open(Environment, ClassLoader, Path...)}
   * @throws MissingProviderException if no {@link CredentialStoreProvider} is installed
   * @throws io.oras.api.error.CredentialException if the store cannot be opened
   */
  public static CredentialStore open(Path... files) throws IOException {
    // The context class loader is the wrong one inside build tools.
    return open(CredentialStores.class.getClassLoader(), files);
  }

  /**
   * Opens the store in the environment of this process.
   *
   * @param providers the class loader that finds the installed {@link CredentialStoreProvider}
   * @param files credential files; see {@link #open(Environment, ClassLoader, Path...)}
   * @throws MissingProviderException if no {@link CredentialStoreProvider} is installed
   * @throws io.oras.api.error.CredentialException if the store cannot be opened
   */
  public static CredentialStore open(ClassLoader providers, Path... files) throws IOException {
    return open(Environment.ofProcess(), providers, files);
  }

  /**
   * Opens the store of the installed {@link CredentialStoreProvider} with the highest priority.
   *
   * @param environment the variables and the home folder that name the default files and the
   *     credential helpers
   * @param providers the class loader that finds the installed {@link CredentialStoreProvider}
   * @param files credential files in the format of Docker or of containers. All are read, in this
   *     order; the first is written. Without files the store is where the user's own programs, such
   *     as {@code docker login}, keep credentials
   * @return a store that holds nothing open
   * @throws MissingProviderException if no {@link CredentialStoreProvider} is installed
   * @throws io.oras.api.error.CredentialException if the store cannot be opened
   */
  public static CredentialStore open(Environment environment, ClassLoader providers, Path... files)
      throws IOException {
    return provider(providers).open(List.of(files), environment);
  }

  /** Creates an empty store that keeps credentials in memory. Closing is not necessary. */
  public static CredentialStore memory() {
    return new MemoryCredentialStore();
  }

  private static CredentialStoreProvider provider(ClassLoader loader) {
    ProviderSearch search = ProviderSearch.in(loader, CredentialStoreProvider.class);
    try {
      return ServiceLoader.load(CredentialStoreProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .min(Prioritized.ORDER)
          .orElseThrow(
              () ->
                  search.missing(
                      "CredentialStoreProvider",
                      List.of(),
                      new ProviderSearch.Adapter(
                          "io.oras:oras-auth-docker",
                          "io.oras.auth.docker",
                          "io.oras.auth.docker.DockerCredentialStoreProvider")));
    } catch (ServiceConfigurationError e) {
      throw search.broken(e);
    }
  }
}
