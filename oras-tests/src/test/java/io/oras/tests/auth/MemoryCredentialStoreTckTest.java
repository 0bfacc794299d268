package io.oras.tests.auth;

import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import io.oras.tests.tck.CredentialStoreTck;

class MemoryCredentialStoreTckTest extends CredentialStoreTck {
  private final CredentialStore store = CredentialStores.memory();

  @Override
  protected CredentialStore open() {
    return store;
  }
}
