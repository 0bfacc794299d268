package io.oras.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialOrderTest {
  private static final CredentialProvider DOCKER = new Fixed("docker", 0, true);
  private static final CredentialProvider TEAM = new Fixed("team", 10, true);
  private static final CredentialProvider ECR = new Fixed("ecr", 0, false);
  private static final List<CredentialProvider> INSTALLED = List.of(DOCKER, ECR, TEAM);

  private static CredentialProvider choice(String preferred) {
    return CredentialOrder.ofInstalled(
        preferred, INSTALLED, Environment.of(Map.of(), Path.of("home"), "Linux"));
  }

  @Test
  void tokenAsksAllAutomaticProvidersByPriority() {
    assertEquals("chain(team, docker)", choice("token").name());
  }

  @Test
  void basicAsksTheEnvironmentFirst() {
    assertEquals("chain(environment, team, docker)", choice("basic").name());
  }

  @Test
  void anotherNameIsAskedFirstAndOnce() throws IOException {
    assertEquals("chain(ecr, team, docker)", choice("ecr").name());
    assertEquals("chain(docker, team)", choice("docker").name());
    BasicCredential found =
        (BasicCredential)
            choice("ecr").find(CredentialRequest.of("registry.example")).orElseThrow();
    assertEquals("ecr", found.user());
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> choice("kerberos"));
    assertEquals(
        "no credential provider is named 'kerberos'; known names are basic, docker, ecr, team,"
            + " token; docker and ecr come with io.oras:oras-auth-docker",
        e.getMessage());
  }

  @Test
  void sourcesOfTheBuilderAreAskedInTheirOrderBeforeTheInstalledOnes() {
    List<CredentialProvider> order =
        CredentialOrder.of(
            new ClientSettings.Credentials(List.of(ECR, TEAM), InstalledCredentials.all()),
            ServiceProviders.ofCore(),
            Environment.of(Map.of(), Path.of("home"), "Linux"));
    assertEquals(List.of(ECR, TEAM), order.subList(0, 2));
    assertEquals(3, order.size());
  }

  private record Fixed(String name, int priority, boolean automatic) implements CredentialProvider {
    @Override
    public Optional<Credential> find(CredentialRequest request) {
      return Optional.of(Credential.basic(name, "secret"));
    }
  }
}
