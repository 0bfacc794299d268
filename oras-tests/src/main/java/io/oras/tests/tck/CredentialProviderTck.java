package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link CredentialProvider} keeps to that knows credentials by registry. */
public abstract class CredentialProviderTck {
  static final String REGISTRY = "registry.example";

  /** Creates the suite. */
  protected CredentialProviderTck() {}

  /** Creates a provider that has these credentials, by registry, and no others. */
  protected abstract CredentialProvider provider(Map<String, Credential> known) throws IOException;

  @Test
  void knownRegistryGetsItsCredential() throws IOException {
    Credential ann = ann();
    Credential bob = Credential.basic("bob", "pass-bob");
    CredentialProvider provider = provider(Map.of(REGISTRY, ann, "other.example:5000", bob));
    assertFound(ann, provider, REGISTRY);
    assertFound(bob, provider, "other.example:5000");
  }

  @Test
  void anotherRegistryGetsNothing() throws IOException {
    CredentialProvider provider = provider(Map.of(REGISTRY, ann()));
    for (String other :
        List.of(
            "registry.example:5000",
            "sub.registry.example",
            "registry.example.evil",
            "example",
            "docker.io")) {
      assertEquals(Optional.empty(), provider.find(CredentialRequest.of(other)), other);
    }
  }

  @Test
  void providerThatKnowsNothingSaysSo() throws IOException {
    assertEquals(Optional.empty(), provider(Map.of()).find(CredentialRequest.of(REGISTRY)));
  }

  @Test
  void repositoryGetsItsRegistrysCredentialForEveryAction() throws IOException {
    Credential ann = ann();
    CredentialProvider provider = provider(Map.of(REGISTRY, ann));
    for (CredentialRequest.Action action : CredentialRequest.Action.values()) {
      Optional<Credential> found =
          provider.find(new CredentialRequest(REGISTRY, "team/app", action));
      assertEquals(ann.identity(), found.orElseThrow().identity(), action.toString());
    }
  }

  @Test
  void allNamesOfDockerHubGetOneCredential() throws IOException {
    Credential ann = ann();
    CredentialProvider provider = provider(Map.of("docker.io", ann));
    for (String name : List.of("docker.io", "index.docker.io", "registry-1.docker.io")) {
      assertFound(ann, provider, name);
    }
  }

  @Test
  void passwordComesBackAsItWas() throws IOException {
    Credential odd = Credential.basic("änn@example", " pä:ss\"\\{}\u2028$(x)' ");
    assertFound(odd, provider(Map.of(REGISTRY, odd)), REGISTRY);
  }

  @Test
  void sixteenThreadsGetOneAnswer() throws Exception {
    Credential ann = ann();
    CredentialProvider provider = provider(Map.of(REGISTRY, ann));
    Threads.sixteen(i -> assertFound(ann, provider, REGISTRY));
  }

  @Test
  void providerHasANameAndPrintsNoSecret() throws IOException {
    CredentialProvider provider = provider(Map.of(REGISTRY, ann()));
    assertFound(ann(), provider, REGISTRY);
    assertFalse(provider.name().isBlank());
    assertEquals(provider.name(), provider.name());
    assertFalse(provider.toString().contains("pass-ann"), "toString prints the password");
    assertTrue(provider.find(CredentialRequest.of(REGISTRY)).toString().contains("ann"));
  }

  /** Returns a user; never the same object twice. */
  static Credential ann() {
    return Credential.basic("ann", "pass-ann");
  }

  static void assertFound(Credential expected, CredentialProvider provider, String registry)
      throws IOException {
    Optional<Credential> found = provider.find(CredentialRequest.of(registry));
    assertTrue(found.isPresent(), "no credential for " + registry);
    assertEquals(expected.identity(), found.get().identity(), registry);
  }
}
