package io.oras.auth.docker;

import com.google.auto.service.AutoService;
import io.oras.api.spi.Environment;
import io.oras.auth.spi.AnonymousCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Credentials of those who have logged in with docker, podman, oras or a cloud's helper.
 *
 * <p>Each {@linkplain ConfigLocations#standard location} is asked in order: first the helper
 * program that it names for the registry, then its own entries. Files are read anew each time; a
 * helper's answer is remembered for five minutes. Thread safe, also among processes.
 */
@AutoService(CredentialProvider.class)
public final class DockerCredentialStore implements CredentialStore {
  private final Supplier<ConfigLocations> locations;
  private final CredentialHelpers helpers;

  /** Creates a store over the standard locations of this process's environment. */
  public DockerCredentialStore() {
    this(Environment.ofProcess());
  }

  private DockerCredentialStore(Environment environment) {
    this(() -> ConfigLocations.standard(environment), new CredentialHelpers(environment));
  }

  /**
   * Creates a store.
   *
   * @param locations asked at each use: what is wrong with them fails that use alone
   */
  DockerCredentialStore(Supplier<ConfigLocations> locations, CredentialHelpers helpers) {
    this.locations = locations;
    this.helpers = helpers;
  }

  @Override
  public String name() {
    return "docker";
  }

  /** Returns a store over the standard locations of that environment. */
  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new DockerCredentialStore(environment);
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    for (ConfigSource source : locations.get().sources()) {
      DockerConfig config = source.read();
      Optional<Credential> found = ask(config, request.registry());
      if (found.isEmpty()) {
        found = config.find(request);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Credential> ask(DockerConfig config, String registry) throws IOException {
    Optional<String> helper = config.helper(registry);
    return helper.isPresent() ? helpers.get(helper.get(), registry) : Optional.empty();
  }

  /**
   * Keeps the credential with the helper that the first file names, else in that file, readable for
   * its owner alone.
   */
  @Override
  public void store(String registry, Credential credential) throws IOException {
    if (credential instanceof AnonymousCredential) {
      throw new IllegalArgumentException(
          "an anonymous credential for %s cannot be stored: erase instead".formatted(registry));
    }
    ConfigFile file = locations.get().writable();
    Optional<String> helper = file.read().helper(registry);
    if (helper.isPresent()) {
      helpers.store(helper.get(), registry, credential);
      // An older password in the file would come to light when the helper forgets.
      file.update(config -> config.without(registry));
    } else {
      file.update(config -> config.with(registry, credential));
    }
  }

  /** Erases from the helper that the first file names, and from that file. */
  @Override
  public boolean erase(String registry) throws IOException {
    ConfigFile file = locations.get().writable();
    Optional<String> helper = file.read().helper(registry);
    boolean known = helper.isPresent() && helpers.erase(helper.get(), registry);
    return file.update(config -> config.without(registry)) || known;
  }
}
