package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import java.io.IOException;
import java.util.Optional;

/** A function under a name. */
record NamedProvider(String name, CredentialProvider function) implements CredentialProvider {
  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    return function.find(request);
  }

  @Override
  public int priority() {
    return function.priority();
  }

  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new NamedProvider(name, function.withEnvironment(environment));
  }

  @Override
  public CredentialProvider boundToRegistries() {
    return new NamedProvider(name, function.boundToRegistries());
  }

  @Override
  public boolean caches() {
    return function.caches();
  }

  @Override
  public void refused(CredentialRequest request, Credential credential) {
    function.refused(request, credential);
  }

  @Override
  public String toString() {
    return name;
  }
}
