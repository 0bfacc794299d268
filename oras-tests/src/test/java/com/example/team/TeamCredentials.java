package com.example.team;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import java.util.Optional;

public final class TeamCredentials implements CredentialProvider {
  @Override
  public String name() {
    return "team";
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) {
    return request.registry().equals("registry.team.example")
        ? Optional.of(Credential.basic("builder", Vault.read("registry-password")))
        : Optional.empty();
  }
}
