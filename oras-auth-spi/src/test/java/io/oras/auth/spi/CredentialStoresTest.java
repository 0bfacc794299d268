package io.oras.auth.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.MissingProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialStoresTest {
  @Test
  void missingProviderIsNamedWithItsArtifact() {
    MissingProviderException e =
        assertThrows(
            MissingProviderException.class,
            () -> CredentialStores.open(ClassLoader.getPlatformClassLoader()));
    assertTrue(e.getMessage().contains("io.oras:oras-auth-docker"), e.getMessage());
  }

  @Test
  void memoryKeepsCredentialsUntilTheyAreErased() throws IOException {
    CredentialStore store = CredentialStores.memory();
    store.store("docker.io", Credential.basic("me", "secret"));
    assertTrue(store.find(CredentialRequest.of("index.docker.io")).isPresent());
    assertTrue(store.erase("docker.io"));
    assertFalse(store.erase("docker.io"));
  }

  @Test
  void timeThatIsLeftDoesNotChangeWhatACacheIsAskedFor() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Credential credential = Credential.basic("me", "secret");
    CredentialProvider cached =
        CredentialProviders.cached(
            request -> {
              asked.incrementAndGet();
              assertEquals(Optional.of(Duration.ofSeconds(5)), request.timeout());
              return Optional.of(credential);
            },
            Duration.ofMinutes(1));
    CredentialRequest request = CredentialRequest.of("registry.example");
    assertSame(credential, cached.find(request.withTimeout(Duration.ofSeconds(5))).orElseThrow());
    assertSame(credential, cached.find(request.withTimeout(Duration.ofSeconds(4))).orElseThrow());
    assertSame(credential, cached.find(request).orElseThrow());
    assertEquals(1, asked.get());
  }
}
