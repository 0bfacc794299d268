package io.oras.tests.auth;

import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialStore;
import io.oras.tests.tck.CredentialStoreTck;

class MemoryCredentialStoreTckTest extends CredentialStoreTck {
  private final CredentialStore store = CredentialProviders.memory();

  @Override
  protected CredentialStore open() {
    return store;
  }
}
