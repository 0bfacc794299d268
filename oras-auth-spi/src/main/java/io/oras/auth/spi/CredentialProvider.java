package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import io.oras.api.spi.Prioritized;
import java.io.IOException;
import java.util.Optional;

/**
 * Knows credentials. Providers are asked in order: empty means that the next is asked, an exception
 * ends the operation. Thread safe.
 *
 * <pre>{@code
 * CredentialProvider vault =
 *     request ->
 *         request.registry().equals("registry.example")
 *             ? Optional.of(Credential.basic("ci", Files.readString(Path.of("/run/secrets/ci"))))
 *             : Optional.empty();
 * Oras mine = Oras.builder().credentials(vault).build();
 * }</pre>
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to the builder.
 */
@FunctionalInterface
public interface CredentialProvider extends Prioritized {
  /**
   * The credential for this request, or empty when this provider knows none.
   *
   * @throws io.oras.api.error.CredentialException when it should know and cannot tell
   */
  Optional<Credential> find(CredentialRequest request) throws IOException;

  /** The class's name, unless it is overridden. */
  @Override
  default String name() {
    return getClass().getName();
  }

  /**
   * Returns this provider for a program that runs with the environment; a provider that reads no
   * environment, the default, returns itself. Core calls it on installed providers.
   */
  default CredentialProvider withEnvironment(Environment environment) {
    return this;
  }

  /**
   * Returns this provider without credentials that it would give to any registry. Core asks the
   * returned provider for mirrors and other locations that a configuration chose, so that the
   * credential for the registry that the caller named does not go there. By default, this provider.
   */
  default CredentialProvider boundToRegistries() {
    return this;
  }

  /**
   * Returns whether the provider decides by itself how long an answer is used. If so, core asks it
   * for each request. Otherwise, the default, core keeps an answer until a registry refuses it.
   */
  default boolean caches() {
    return false;
  }

  /**
   * Tells the provider that a registry or its token service refused a credential, for example
   * because the password has expired. The provider is asked again, and a credential that differs is
   * sent in its place. A provider that keeps answers forgets this one; by default, nothing happens.
   *
   * @param credential the refused one, which may be another provider's
   */
  default void refused(CredentialRequest request, Credential credential) {}

  /**
   * Returns whether the provider is asked without having been chosen by its name; true by default.
   */
  default boolean automatic() {
    return true;
  }
}
