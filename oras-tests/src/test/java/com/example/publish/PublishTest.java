package com.example.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.AuthenticationException;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryProfile;
import io.oras.tests.registry.RequestCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry(login = OciRegistry.Login.TOKEN)
class PublishTest {
  @TempDir Path folder;

  /** Creates a client with the credential, whose retries do not wait. */
  private static Oras client(InProcessRegistry registry) {
    return Oras.builder()
        .credential(registry.host(), Credential.basic(OciRegistry.USER, OciRegistry.PASSWORD))
        .testing(t -> t.sleeper(duration -> {}))
        .build();
  }

  @Test
  void reportIsPublishedWhole(InProcessRegistry registry) throws Exception {
    Path report = Files.writeString(folder.resolve("report.txt"), "all is well");
    try (Oras oras = client(registry)) {
      oras.push(registry.host() + "/team/report:v1", Artifact.of(Layer.of(report)));
    }
    assertEquals(List.of("v1"), registry.tags("team/report"));
    registry.check("team/report").verify();
    RequestCheck.of(registry.requests())
        .expect(1, "PUT", "/v2/team/report/manifests/v1")
        .expect(0, "DELETE", ".*")
        .verify();
  }

  @Test
  void temporaryFailuresAreRetried(InProcessRegistry registry) throws Exception {
    registry.fault(Fault.on("PUT", ".*/manifests/.*").first(2).answer(503));
    try (Oras oras = client(registry)) {
      oras.push(registry.host() + "/team/report:v1", Artifact.of());
    }
    RequestCheck.of(registry.requests()).expect(3, "PUT", ".*/manifests/v1").verify();
  }

  @Test
  void clientsWithoutCredentialsAreRefused(InProcessRegistry registry) throws Exception {
    try (Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      assertThrows(
          AuthenticationException.class,
          () -> oras.push(registry.host() + "/team/report:v1", Artifact.of()));
    }
    assertEquals(List.of(), registry.repositories());
  }

  @Test
  @OciRegistry(profile = RegistryProfile.HARBOR_2_7, seed = "team/hello=classpath:layouts/hello")
  void artifactOfHarborIsPulled(InProcessRegistry registry) throws Exception {
    try (Oras oras = Oras.create()) {
      oras.pull(registry.host() + "/team/hello:v1", folder);
    }
    assertEquals("hello", Files.readString(folder.resolve("hello.txt")));
  }
}
