package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import java.io.IOException;
import java.util.Optional;

/** A provider that forwards to another one and overrides what differs. */
interface ForwardingProvider extends CredentialProvider {
  /** Returns the other provider. */
  CredentialProvider provider();

  /** Returns a provider like this one that forwards to the given provider. */
  CredentialProvider around(CredentialProvider other);

  @Override
  default Optional<Credential> find(CredentialRequest request) throws IOException {
    return provider().find(request);
  }

  @Override
  default String name() {
    return provider().name();
  }

  @Override
  default int priority() {
    return provider().priority();
  }

  @Override
  default CredentialProvider withEnvironment(Environment environment) {
    return around(provider().withEnvironment(environment));
  }

  @Override
  default CredentialProvider boundToRegistries() {
    return around(provider().boundToRegistries());
  }

  @Override
  default boolean automatic() {
    return provider().automatic();
  }

  @Override
  default boolean caches() {
    return provider().caches();
  }

  @Override
  default void refused(CredentialRequest request, Credential credential) {
    provider().refused(request, credential);
  }
}
