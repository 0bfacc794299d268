package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.AuthenticationException;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Registry;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, with the credential that the builder was given. */
class AccessTest {
  private static final Artifact ARTIFACT =
      Artifact.of(Layer.ofBytes("hello".getBytes(StandardCharsets.UTF_8)).withTitle("hello.txt"));

  @TempDir Path out;

  private static InProcessRegistry registry(Auth auth) throws IOException {
    return InProcessRegistry.builder().auth(auth).start();
  }

  private static OrasBuilder builder() {
    return Oras.builder().installedCredentials(InstalledCredentials.none());
  }

  private void goThereAndBack(InProcessRegistry registry, OrasBuilder builder) throws IOException {
    try (Oras oras = builder.build()) {
      oras.push(registry.host() + "/demo:v1", ARTIFACT);
      oras.pull(registry.host() + "/demo:v1", out);
    }
    assertEquals(Map.of("hello.txt", "hello"), Folders.texts(out));
  }

  @Test
  void anOpenRegistryNeedsNoCredential() throws IOException {
    try (InProcessRegistry registry = registry(Auth.anonymous())) {
      goThereAndBack(registry, builder());
    }
  }

  @Test
  void nameAndPasswordOpenARegistryThatAsksForThem() throws IOException {
    try (InProcessRegistry registry = registry(Auth.basic("me", "secret"))) {
      goThereAndBack(
          registry, builder().credential(registry.host(), Credential.basic("me", "secret")));
    }
  }

  @Test
  void nameAndPasswordAreTradedForTokensAndSentToNobodyElse() throws IOException {
    try (InProcessRegistry registry = registry(Auth.token("me", "secret"))) {
      goThereAndBack(
          registry, builder().credential(registry.host(), Credential.basic("me", "secret")));

      List<LoggedRequest> basic =
          registry.requests().stream()
              .filter(r -> r.path().startsWith("/v2/"))
              .filter(r -> r.header("Authorization").orElse("").startsWith("Basic"))
              .toList();
      assertEquals(List.of(), basic);
    }
  }

  @Test
  void whoMayPullWithoutANameNeedsNone() throws IOException {
    try (InProcessRegistry registry = registry(Auth.token("me", "secret").anonymousPull(true))) {
      try (Oras oras =
          builder().credential(registry.host(), Credential.basic("me", "secret")).build()) {
        oras.push(registry.host() + "/demo:v1", ARTIFACT);
      }
      try (Oras oras = builder().build()) {
        oras.pull(registry.host() + "/demo:v1", out);
      }
      assertEquals(Map.of("hello.txt", "hello"), Folders.texts(out));
    }
  }

  @Test
  void aWrongPasswordIsTriedOnceAndNotToldInTheMessage() throws IOException {
    try (InProcessRegistry registry = registry(Auth.basic("me", "secret"));
        Oras oras =
            builder().credential(registry.host(), Credential.basic("me", "wr0ng")).build()) {
      AuthenticationException refused =
          assertThrows(
              AuthenticationException.class, () -> oras.pull(registry.host() + "/demo:v1", out));

      assertEquals(
          1,
          registry.requests().stream().filter(r -> r.header("Authorization").isPresent()).count());
      assertFalse(refused.toString().contains("wr0ng"), refused::toString);
    }
  }

  @Test
  void loginAsksWithTheGivenCredentialAlone() throws IOException {
    try (InProcessRegistry registry = registry(Auth.token("me", "secret"));
        Oras oras =
            builder().credential(registry.host(), Credential.basic("me", "secret")).build()) {
      // The token of the right credential must not make the wrong one look right.
      oras.registry(registry.host()).ping();
      CredentialStore store = CredentialStores.memory();
      Registry handle = oras.registry(registry.host());
      assertThrows(
          AuthenticationException.class,
          () -> handle.login(Credential.basic("me", "wr0ng"), store));
      assertEquals(Optional.empty(), store.find(CredentialRequest.of(registry.host())));

      handle.login(Credential.basic("me", "secret"), store);
      assertTrue(store.find(CredentialRequest.of(registry.host())).isPresent());
      assertTrue(handle.logout(store));
      assertFalse(handle.logout(store));
    }
  }

  @Test
  void aWrongPasswordForATokenIsTriedOnce() throws IOException {
    try (InProcessRegistry registry = registry(Auth.token("me", "secret"));
        Oras oras =
            builder().credential(registry.host(), Credential.basic("me", "wr0ng")).build()) {
      assertThrows(
          AuthenticationException.class, () -> oras.pull(registry.host() + "/demo:v1", out));

      assertEquals(
          1,
          registry.requests().stream().filter(r -> !r.path().startsWith("/v2/")).count(),
          registry.requests()::toString);
    }
  }
}
