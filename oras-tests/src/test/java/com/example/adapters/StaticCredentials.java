package com.example.adapters;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import java.util.Map;
import java.util.Optional;

/** Credentials that are known beforehand, by registry. */
public class StaticCredentials implements CredentialProvider {
  private final Map<String, Credential> byRegistry;

  /** By the names that {@link CredentialRequest#registry} has. */
  public StaticCredentials(Map<String, Credential> byRegistry) {
    this.byRegistry = Map.copyOf(byRegistry);
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) {
    return Optional.ofNullable(byRegistry.get(request.registry()));
  }

  @Override
  public String name() {
    return "static";
  }
}
