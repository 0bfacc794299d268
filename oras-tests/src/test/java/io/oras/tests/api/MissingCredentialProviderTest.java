package io.oras.tests.api;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AuthenticationException;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.core.Oras;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program without an adapter for credentials meets a registry that asks for them. */
class MissingCredentialProviderTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failureNamesTheArtifactThatBringsOne(boolean tokens) throws Exception {
    Auth auth = tokens ? Auth.token("me", "secret") : Auth.basic("me", "secret");
    try (InProcessRegistry registry = InProcessRegistry.builder().auth(auth).start();
        Oras oras =
            Oras.builder()
                .transport(
                    ServiceLoader.load(HttpTransportProvider.class)
                        .findFirst()
                        .orElseThrow()
                        .create(TransportConfig.DEFAULT))
                .providersFrom(new ClassLoader(null) {})
                .certificateFolders()
                .build()) {
      AuthenticationException e =
          assertThrows(
              AuthenticationException.class, () -> oras.resolve(registry.host() + "/team/app:v1"));
      assertTrue(
          e.getMessage()
              .contains(
                  "no CredentialProvider is installed: add the artifact io.oras:oras-auth-docker"),
          e.getMessage());
    }
  }
}
