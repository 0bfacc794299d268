package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.error.TransportException;
import io.oras.api.transport.TlsSettings;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.options.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that speaks https. */
class TlsTest {
  @TempDir Path folder;

  @Test
  void whoTrustsTheCertificateIsServedByEveryPartOfTheRegistry() throws Exception {
    try (InProcessRegistry registry =
        InProcessRegistry.builder()
            .tls(true)
            .auth(Auth.token("ann", "secret"))
            .quirk(RegistryQuirk.BLOBS_ELSEWHERE)
            .start()) {
      Path authority = Files.writeString(folder.resolve("ca.pem"), registry.certificate());
      RegistrySettings trusting =
          RegistrySettings.builder()
              .plainHttp(false)
              .tls(TlsSettings.builder().authority(authority).build())
              .build();
      try (Oras oras =
          Oras.builder()
              .registryDefaults(trusting)
              .credential(registry.host(), Credential.basic("ann", "secret"))
              .build()) {
        RawManifest pushed = oras.push(registry.host() + "/r:v1", Artifact.of()).manifest();
        oras.copy(registry.host() + "/r:v1", "oci-layout://" + folder.resolve("copy") + "#v1");
        assertEquals(pushed, oras.fetch(registry.host() + "/r:v1"));
        assertEquals("https", registry.uri("/").getScheme());
      }
    }
  }

  @Test
  void whoDoesNotTrustItIsNotServed() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.builder().tls(true).start();
        Oras oras =
            Oras.builder()
                .registryDefaults(RegistrySettings.builder().plainHttp(false).build())
                .build()) {
      assertThrows(
          TransportException.class, () -> oras.push(registry.host() + "/r:v1", Artifact.of()));
      assertEquals(List.of(), registry.requests());
    }
  }

  @Test
  void plainRegistryHasNoCertificate() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      IllegalStateException e = assertThrows(IllegalStateException.class, registry::certificate);
      assertTrue(e.getMessage().contains("tls(true)"), e.getMessage());
    }
  }
}
