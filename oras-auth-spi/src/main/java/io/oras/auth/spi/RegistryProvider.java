package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import java.io.IOException;
import java.util.Optional;

/** Asks for one registry only. */
record RegistryProvider(String registry, CredentialProvider provider)
    implements CredentialProvider {
  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    return request.registry().equals(registry) ? provider.find(request) : Optional.empty();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public int priority() {
    return provider.priority();
  }

  @Override
  public boolean automatic() {
    return provider.automatic();
  }

  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new RegistryProvider(registry, provider.withEnvironment(environment));
  }

  @Override
  public boolean caches() {
    return provider.caches();
  }

  @Override
  public void refused(CredentialRequest request, Credential credential) {
    if (request.registry().equals(registry)) {
      provider.refused(request, credential);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
