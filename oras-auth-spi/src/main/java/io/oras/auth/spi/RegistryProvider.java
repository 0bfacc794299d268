package io.oras.auth.spi;

import java.io.IOException;
import java.util.Optional;

/** Asks for one registry only. */
record RegistryProvider(String registry, CredentialProvider provider)
    implements ForwardingProvider {
  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    return request.registry().equals(registry) ? provider.find(request) : Optional.empty();
  }

  @Override
  public CredentialProvider around(CredentialProvider other) {
    return new RegistryProvider(registry, other);
  }

  /** Returns this provider, which is bound to its registry whatever it forwards to. */
  @Override
  public CredentialProvider boundToRegistries() {
    return this;
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
