package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.AuthenticationException;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Registry;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryHandleTest {
  private static final byte[] BYTES = {1, 2, 3};

  private static TransportRequest request(String method, URI uri) {
    return TransportRequest.builder().method(method).uri(uri).timeout(SafetyLimit.DURATION).build();
  }

  private static OrasBuilder builder(InProcessRegistry registry) {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .testing(t -> t.sleeper(duration -> {}))
        .credential(registry.host(), Credential.basic("bob", "secret"));
  }

  @Test
  void rawRequestIsAuthenticatedAndRetried() throws IOException {
    try (InProcessRegistry server =
            InProcessRegistry.builder().auth(Auth.token("bob", "secret")).start();
        Oras oras = builder(server).build()) {
      var digest = server.addBlob("demo", BYTES);
      server.fault(Fault.on("GET", "/v2/demo/blobs/.*").nth(2).answer(503));
      Registry registry = oras.registry(server.host());
      TransportRequest get = request("GET", registry.urls("demo").blob(digest));
      try (TransportResponse answer = registry.send(get, "repository:demo:pull")) {
        assertEquals(200, answer.status());
        assertArrayEquals(BYTES, answer.body().readAllBytes());
      }
    }
  }

  @Test
  void rawRequestThatMayHaveWorkedIsNotRepeated() throws IOException {
    try (InProcessRegistry server = InProcessRegistry.start();
        Oras oras = builder(server).build()) {
      server.fault(Fault.on("POST", ".*").answer(503));
      Registry registry = oras.registry(server.host());
      try (TransportResponse answer =
          registry.send(request("POST", registry.urls("demo").uploads()))) {
        assertEquals(503, answer.status());
      }
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void rawRequestToAnotherOriginCarriesNoCredentials() throws IOException {
    try (InProcessRegistry server =
            InProcessRegistry.builder().auth(Auth.basic("bob", "secret")).start();
        Oras oras = builder(server).build()) {
      Registry registry = oras.registry(server.host());
      registry.ping();
      server.clear();
      URI other = URI.create("http://" + server.otherHost() + "/v2/");
      try (TransportResponse answer = registry.send(request("GET", other))) {
        assertEquals(401, answer.status());
      }
      server.requests().forEach(r -> assertFalse(r.header("Authorization").isPresent()));
    }
  }

  @Test
  void pingSaysWhenCredentialsAreWrong() throws IOException {
    try (InProcessRegistry server =
            InProcessRegistry.builder().auth(Auth.basic("bob", "other")).start();
        Oras oras = builder(server).build()) {
      Registry registry = oras.registry(server.host());
      assertThrows(AuthenticationException.class, registry::ping);
    }
  }

  @Test
  void repositoriesAreListedAfterTheLast() throws IOException {
    try (InProcessRegistry server = InProcessRegistry.start();
        Oras oras = builder(server).build()) {
      server.addBlob("a", BYTES);
      server.addBlob("b", BYTES);
      assertEquals(List.of("b"), oras.registry(server.host()).repositories(o -> o.after("a")));
    }
  }
}
