package io.oras.auth.spi;

import java.io.IOException;

/**
 * A provider that also remembers: what {@code login} and {@code logout} use. Thread safe.
 *
 * <pre>{@code
 * CredentialStore store = CredentialStores.open(Path.of("auth.json"));
 * oras.registry("ghcr.io").login(Credential.basic("me", "secret"), store);
 * oras.registry("ghcr.io").logout(store);
 * }</pre>
 */
public interface CredentialStore extends CredentialProvider {
  /**
   * Remembers the credential for the registry, in the place of an earlier one.
   *
   * @throws io.oras.api.error.CredentialException when it cannot be stored
   */
  void store(String registry, Credential credential) throws IOException;

  /**
   * Forgets the credential of the registry.
   *
   * @return whether there was one
   * @throws io.oras.api.error.CredentialException when it cannot be erased
   */
  boolean erase(String registry) throws IOException;
}
