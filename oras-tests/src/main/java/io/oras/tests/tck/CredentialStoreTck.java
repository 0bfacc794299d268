package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that every {@link CredentialStore} must pass, together with the tests for providers. */
public abstract class CredentialStoreTck extends CredentialProviderTck {
  /** Creates the suite. */
  protected CredentialStoreTck() {}

  /**
   * Opens the store under test, which is empty at the start of a test. An instance that is opened
   * later finds the credentials that another instance stored; a store in memory therefore returns
   * the same instance.
   */
  protected abstract CredentialStore open() throws IOException;

  @Override
  protected CredentialProvider provider(Map<String, Credential> known) throws IOException {
    CredentialStore store = open();
    for (Map.Entry<String, Credential> entry : known.entrySet()) {
      store.store(entry.getKey(), entry.getValue());
    }
    return store;
  }

  @Test
  void whatIsStoredIsFoundByTheNextToOpen() throws IOException {
    open().store(REGISTRY, ann());
    assertFound(ann(), open(), REGISTRY);
  }

  @Test
  void storeAnswersWithWhatItWasJustGiven() throws IOException {
    CredentialStore store = open();
    assertEquals(Optional.empty(), store.find(CredentialRequest.of(REGISTRY)));
    store.store(REGISTRY, ann());
    assertFound(ann(), store, REGISTRY);
    Credential other = Credential.basic("ann", "another-pass");
    store.store(REGISTRY, other);
    assertFound(other, store, REGISTRY);
  }

  @Test
  void identityTokenTakesThePlaceOfAPasswordAndBack() throws IOException {
    CredentialStore store = open();
    store.store(REGISTRY, ann());
    Credential token = Credential.identityToken("refresh-token");
    store.store(REGISTRY, token);
    assertFound(token, open(), REGISTRY);
    store.store(REGISTRY, ann());
    assertFound(ann(), open(), REGISTRY);
  }

  @Test
  void eraseForgetsOneRegistryAndTellsWhetherItWasKnown() throws IOException {
    CredentialStore store = open();
    store.store(REGISTRY, ann());
    store.store("other.example", ann());
    assertTrue(store.erase(REGISTRY));
    assertEquals(Optional.empty(), store.find(CredentialRequest.of(REGISTRY)));
    assertEquals(Optional.empty(), open().find(CredentialRequest.of(REGISTRY)));
    assertFound(ann(), open(), "other.example");
    assertFalse(store.erase(REGISTRY));
  }

  @Test
  void allNamesOfDockerHubAreOneEntry() throws IOException {
    CredentialStore store = open();
    store.store("index.docker.io", ann());
    assertFound(ann(), store, "docker.io");
    assertTrue(store.erase("registry-1.docker.io"));
    assertEquals(Optional.empty(), store.find(CredentialRequest.of("docker.io")));
  }

  @Test
  void hostIsTheSameInCapitals() throws IOException {
    CredentialStore store = open();
    store.store("Registry.Example", ann());
    assertFound(ann(), store, REGISTRY);
    assertTrue(store.erase("REGISTRY.EXAMPLE"));
  }

  @Test
  void sixteenThreadsThatStoreLoseNothing() throws Exception {
    CredentialStore store = open();
    Threads.sixteen(i -> store.store("host%s.example".formatted(i), ann()));
    CredentialStore again = open();
    for (int i = 0; i < 16; i++) {
      assertFound(ann(), again, "host%s.example".formatted(i));
    }
    Threads.sixteen(i -> assertTrue(store.erase("host%s.example".formatted(i))));
    assertEquals(Optional.empty(), open().find(CredentialRequest.of("host7.example")));
  }
}
