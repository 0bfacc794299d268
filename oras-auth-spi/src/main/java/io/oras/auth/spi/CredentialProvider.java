package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import io.oras.api.spi.Prioritized;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the credentials for registries. The client asks the providers in order: after an empty
 * result it asks the next provider, and an exception ends the operation. Thread safe.
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
   * Returns the credential for this request, or empty if this provider has none.
   *
   * @throws io.oras.api.error.CredentialException if the provider should have a credential and
   *     cannot read it
   */
  Optional<Credential> find(CredentialRequest request) throws IOException;

  /** Returns the name of the provider; by default the name of the class. */
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
   * Informs the provider that a registry or its token service refused a credential, for example
   * because the password has expired. The provider is asked again, and a credential that differs is
   * sent in its place. A provider that keeps credentials removes this credential; by default,
   * nothing happens.
   *
   * @param credential the refused one, which may be another provider's
   */
  default void refused(CredentialRequest request, Credential credential) {}

  /** Returns whether the client asks the provider without a choice by name; true by default. */
  default boolean automatic() {
    return true;
  }
}
