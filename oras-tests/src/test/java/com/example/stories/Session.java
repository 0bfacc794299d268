package com.example.stories;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStore;
import io.oras.core.Oras;
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
    Oras.builder().login(registry, Credential.basic(user, password), store());
  }

  /** Whether there was something to forget. */
  public boolean logout(String registry) throws IOException {
    return store().erase(registry);
  }

  /** With the credentials that are kept. */
  public Oras open() throws IOException {
    return Oras.builder().registryConfig(config).build();
  }

  private CredentialStore store() throws IOException {
    return Oras.builder().credentialStore(config);
  }
}
