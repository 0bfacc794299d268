package io.oras.auth.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final CredentialProvider DOCKER = new Fixed("docker", 0, true);
  private static final CredentialProvider TEAM = new Fixed("team", 10, true);
  private static final CredentialProvider ECR = new Fixed("ecr", 0, false);
  private static final List<CredentialProvider> INSTALLED = List.of(DOCKER, ECR, TEAM);

  @Test
  void tokenAsksAllAutomaticProvidersByPriority() {
    assertEquals("chain(team, docker)", Authentication.byName("token", INSTALLED).name());
  }

  @Test
  void basicAsksTheEnvironmentFirst() {
    assertEquals(
        "chain(environment, team, docker)", Authentication.byName("basic", INSTALLED).name());
  }

  @Test
  void anotherNameIsAskedFirstAndOnce() throws IOException {
    assertEquals("chain(ecr, team, docker)", Authentication.byName("ecr", INSTALLED).name());
    assertEquals("chain(docker, team)", Authentication.byName("docker", INSTALLED).name());
    BasicCredential found =
        (BasicCredential)
            Authentication.byName("ecr", INSTALLED)
                .find(CredentialRequest.of("registry.example"))
                .orElseThrow();
    assertEquals("ecr", found.user());
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Authentication.byName("kerberos", INSTALLED));
    assertEquals(
        "no authentication is named 'kerberos'; known are basic, docker, ecr, team, token; others"
            + " are installed CredentialProviders, docker and ecr come with"
            + " io.oras:oras-auth-docker",
        e.getMessage());
  }

  private record Fixed(String name, int priority, boolean automatic) implements CredentialProvider {
    @Override
    public Optional<Credential> find(CredentialRequest request) {
      return Optional.of(Credential.basic(name, "secret"));
    }
  }
}
