package com.example.stories;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.nio.file.Path;

/** Logs in and out, as {@code docker login} does, with a config file of one's own. */
public final class Session {
  private final Path config;

  public Session(Path config) {
    this.config = config;
  }

  /** Keeps the credential if the registry takes it. */
  public void login(String registry, String user, String password) throws IOException {
    try (Oras oras = Oras.create()) {
      oras.registry(registry).login(Credential.basic(user, password), store());
    }
  }

  /** Whether there was something to forget. */
  public boolean logout(String registry) throws IOException {
    try (Oras oras = Oras.create()) {
      return oras.registry(registry).logout(store());
    }
  }

  /** With the credentials that are kept. */
  public Oras open() throws IOException {
    return Oras.builder()
        .credentials(store())
        .installedCredentials(InstalledCredentials.none())
        .build();
  }

  private CredentialStore store() throws IOException {
    return CredentialStores.open(config);
  }
}
