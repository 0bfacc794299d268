package io.oras.auth.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials by registry, in memory. */
final class MemoryCredentialStore implements CredentialStore {
  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

  @Override
  public Optional<Credential> find(CredentialRequest request) {
    return Optional.ofNullable(credentials.get(request.registry()));
  }

  @Override
  public void store(String registry, Credential credential) {
    credentials.put(
        CredentialRequest.of(registry).registry(), Objects.requireNonNull(credential, registry));
  }

  @Override
  public boolean erase(String registry) {
    return credentials.remove(CredentialRequest.of(registry).registry()) != null;
  }

  @Override
  public String name() {
    return "memory";
  }
}
