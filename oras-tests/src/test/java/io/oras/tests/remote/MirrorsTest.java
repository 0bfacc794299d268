package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.error.TransportException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent;
import io.oras.api.spi.RepositoryEndpoint.Role;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStores;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.property.SeededRandom;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What mirrors are for, and what never reaches them. */
class MirrorsTest extends MirrorTest {
  @Test
  void pullReadsTheMirrorAndAnEventSaysSo() throws IOException {
    fillBoth();
    try (Oras oras = configured(withMirror()).build()) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary));
    assertTrue(lines(mirror).contains("GET /v2/cache/demo/manifests/v1"));
    List<TransferEvent.EndpointChosen> chosen = events(TransferEvent.EndpointChosen.class);
    assertEquals(1, chosen.size());
    assertEquals(Role.MIRROR, chosen.get(0).endpoint().role());
    assertEquals(mirror.host() + "/cache/demo", chosen.get(0).endpoint().repository().toString());
    assertEquals(primary.host() + "/demo", chosen.get(0).repository().toString());
  }

  @Test
  void aBlobThatTheMirrorCutsContinuesAtThePrimary() throws IOException {
    fillBoth();
    SeededRandom chance = new SeededRandom(20261126);
    for (int i = 0; i < 10; i++) {
      int offset = chance.between(1, CONTENT.length - 1);
      mirror.clearFaults();
      mirror.fault(Fault.on("GET", "/v2/cache/demo/blobs/.*").cutResponse(offset));
      primary.clear();
      try (Oras oras = configured(withMirror()).build()) {
        assertPulled(oras, name());
      }
      List<String> ranges =
          primary.requests().stream()
              .filter(request -> request.path().contains("/blobs/"))
              .flatMap(request -> request.header("Range").stream())
              .toList();
      assertEquals(1, ranges.size(), "cut at " + offset + ": " + lines(primary));
      assertTrue(
          ranges.get(0).endsWith("-" + (CONTENT.length - 1)), "cut at " + offset + ": " + ranges);
    }
    assertEquals(List.of(), slept, "nothing waits for a mirror");
  }

  @Test
  void contentThatTheMirrorLacksComesFromThePrimary() throws IOException {
    fillBoth();
    mirror.fault(Fault.on("GET", "/v2/cache/demo/blobs/.*").status(404));
    try (Oras oras = configured(withMirror()).build()) {
      assertPulled(oras, name());
      assertEquals(
          1, lines(primary).size(), () -> "the tag is not resolved again: " + lines(primary));
      mirror.clearFaults();
      primary.clear();
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary), "a mirror that lacks content has not failed");
  }

  @Test
  void theMirrorAnswersInEveryWayAndThePrimaryStillServes() throws IOException {
    fill(primary, "demo");
    for (int status : new int[] {401, 403, 404, 429, 500, 503}) {
      mirror.clearFaults();
      mirror.fault(Fault.on("GET", ".*/manifests/.*").status(status));
      try (Oras oras = configured(withMirror()).build()) {
        assertPulled(oras, name());
      }
    }
    assertEquals(List.of(), slept, "nothing waits for a mirror");
    assertEquals(6, events(TransferEvent.EndpointFailed.class).size());
  }

  @Test
  void manifestsOfAnotherDigestAreNotTakenFromTheMirror() throws IOException {
    fillBoth();
    mirror.fault(Fault.on("GET", ".*/manifests/.*").corrupt());
    try (Oras oras = configured(withMirror()).build()) {
      String digest = primary.tag("demo", "v1").orElseThrow().toString();
      assertPulled(oras, primary.host() + "/demo@" + digest);
    }
  }

  @Test
  void noCredentialOfThePrimaryReachesTheMirror() throws IOException {
    fill(mirror, "cache/demo");
    primary.close();
    mirror.close();
    primary = InProcessRegistry.builder().auth(Auth.basic("me", "secret")).start();
    mirror = InProcessRegistry.builder().auth(Auth.basic("other", "word")).start();
    try (Oras oras = plain().credential(primary.host(), Credential.basic("me", "secret")).build()) {
      oras.push(name(), artifact());
    }
    variables.put("ORAS_USER", "me");
    variables.put("ORAS_PASS", "secret");
    for (OrasBuilder builder :
        List.of(
            configured(withMirror()).credential(primary.host(), Credential.basic("me", "secret")),
            configured(withMirror())
                .installedCredentials(
                    InstalledCredentials.preferring(InstalledCredentials.BASIC)))) {
      mirror.clear();
      try (Oras oras = builder.build()) {
        assertPulled(oras, name());
      }
      assertFalse(mirror.requests().isEmpty());
      assertTrue(
          mirror.requests().stream().allMatch(request -> request.header("Authorization").isEmpty()),
          () -> mirror.requests().toString());
    }
  }

  @Test
  @DisplayName("vector 18: blocked registries are not connected to")
  void blockedRegistriesAreNotConnectedTo() throws IOException {
    fillBoth();
    String toml = "[[registry]]\nlocation = \"%s\"\nblocked = true".formatted(primary.host());
    try (Oras oras = configured(toml).build()) {
      String message =
          assertThrows(RegistryBlockedException.class, () -> oras.resolve(name())).getMessage();
      assertTrue(message.contains("registry " + primary.host() + " is blocked ("), message);
      assertThrows(RegistryBlockedException.class, () -> oras.push(name(), artifact()));
      assertThrows(RegistryBlockedException.class, () -> oras.tags(primary.host() + "/demo"));
      assertThrows(RegistryBlockedException.class, () -> oras.registry(primary.host()).ping());
      assertThrows(
          RegistryBlockedException.class,
          () ->
              oras.registry(primary.host())
                  .login(Credential.basic("me", "secret"), CredentialStores.memory()));
      assertThrows(
          RegistryBlockedException.class,
          () -> oras.repository(primary.host() + "/demo").delete("v1"));
    }
    assertEquals(List.of(), lines(primary));
    assertEquals(List.of(), events(TransferEvent.RequestFinished.class));
  }

  @Test
  @DisplayName("vector 17: a blocked registry with a mirror is read at the mirror alone")
  void aBlockedRegistryWithAMirrorIsReadAtTheMirrorAlone() throws IOException {
    fill(mirror, "cache/demo");
    try (Oras oras = configured(withMirror("blocked = true")).build()) {
      assertPulled(oras, name());
      NotFoundException failure =
          assertThrows(
              NotFoundException.class, () -> oras.resolve(primary.host() + "/demo:missing"));
      assertTrue(failure.getMessage().contains(primary.host() + "/demo: blocked"));
    }
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void changesAndListsOfTagsGoToThePrimaryAlone() throws IOException {
    fillBoth();
    try (Oras oras = configured(withMirror()).build()) {
      oras.push(primary.host() + "/demo:v2", artifact());
      oras.repository(primary.host() + "/demo").tag("v2", "v3");
      oras.attach(primary.host() + "/demo:v2", artifact().withAnnotation("a", "b"));
      assertEquals(List.of("v1", "v2", "v3"), oras.tags(primary.host() + "/demo"));
      oras.repository(primary.host() + "/demo").delete("v3");
      oras.registry(primary.host()).ping();
    }
    assertEquals(List.of(), lines(mirror));
  }

  @Test
  void aDeadMirrorIsTriedOnceAMinute() throws IOException {
    fill(primary, "demo");
    String dead = mirror.host();
    mirror.close();
    try (Oras oras = configured(withMirror()).build()) {
      assertPulled(oras, name());
      assertEquals(1, requestsTo(dead));
      assertPulled(oras, name());
      assertEquals(1, requestsTo(dead), "the mirror is skipped for a minute");
      clock.advance(Duration.ofSeconds(60));
      assertPulled(oras, name());
      assertEquals(2, requestsTo(dead));
    }
    assertEquals(List.of(), slept);
    assertEquals(List.of(), events(TransferEvent.Retrying.class));
  }

  @Test
  void theErrorNamesEachEndpointAndItsReason() throws IOException {
    String dead = mirror.host();
    mirror.close();
    try (Oras oras = configured(withMirror()).build()) {
      NotFoundException failure = assertThrows(NotFoundException.class, () -> oras.resolve(name()));
      String message = failure.getMessage();
      assertTrue(message.contains(primary.host() + "/v2/demo/manifests/v1"), message);
      assertTrue(
          message.contains(
              "reading " + name() + "; other endpoints failed: " + dead + "/cache/demo: "),
          message);
      assertTrue(failure.getSuppressed()[0] instanceof TransportException, message);
    }
  }

  @Test
  void anInterruptEndsTheOperationAndNoOtherEndpointIsAsked() throws IOException {
    fillBoth();
    try (Oras oras =
        configured(withMirror())
            .listener(
                event -> {
                  if (event instanceof TransferEvent.RequestFinished) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build()) {
      mirror.fault(Fault.on("HEAD", ".*/manifests/.*").status(500));
      assertThrows(OperationCancelledException.class, () -> oras.resolve(name()));
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void anInsecureMirrorDoesNotWeakenThePrimary() throws IOException {
    primary.close();
    mirror.close();
    primary = InProcessRegistry.builder().tls(true).start();
    mirror = InProcessRegistry.builder().tls(true).start();
    String insecure =
        """
        [[registry]]
        location = "%s"
        [[registry.mirror]]
        location = "%s/cache"
        insecure = true
        """
            .formatted(primary.host(), mirror.host());
    try (Oras oras =
        plain()
            .registry(mirror.host(), r -> r.plainHttp(false).tls(t -> t.insecure(true)))
            .build()) {
      oras.push(mirror.host() + "/cache/demo:v1", artifact());
    }
    try (Oras oras =
        configured(insecure)
            .registryDefaults(r -> r.plainHttp(false))
            .retry(r -> r.attempts(1))
            .build()) {
      assertPulled(oras, name());
      assertThrows(TransportException.class, () -> oras.resolve(primary.host() + "/demo:missing"));
    }
  }

  @Test
  void anInsecureMirrorWithoutTlsIsReachedByPlainHttp() throws IOException {
    fill(mirror, "cache/demo");
    String insecure = withMirror() + "insecure = true\n";
    try (Oras oras = configured(insecure).build()) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void shortNamesAreReadFromTheFirstRegistryThatHasThem() throws IOException {
    fill(mirror, "demo");
    String toml =
        "unqualified-search-registries = [\"%s\", \"%s\"]".formatted(primary.host(), mirror.host());
    try (Oras oras = configured(toml).shortNames(true).build()) {
      assertPulled(oras, "demo:v1");
      List<TransferEvent.ShortNameResolved> resolved =
          events(TransferEvent.ShortNameResolved.class);
      assertEquals(mirror.host() + "/demo", resolved.get(0).repository().toString());
      assertEquals("demo", resolved.get(0).shortName());
      assertThrows(UnsupportedException.class, () -> oras.push("demo:v2", artifact()));
      assertThrows(UnsupportedException.class, () -> oras.tags("demo"));
    }
    try (Oras oras = configured(toml).build()) {
      assertThrows(IllegalArgumentException.class, () -> oras.at("demo:v1"));
    }
  }

  @Test
  void shortNameKeepsTagAndDigestAsInAReference() throws IOException {
    String toml = "unqualified-search-registries = [\"%s\"]".formatted(mirror.host());
    String digest = "sha256:" + "a".repeat(64);
    try (Oras oras = configured(toml).shortNames(true).build()) {
      for (String name : List.of("demo:v1", "demo@" + digest, "demo:v1@" + digest)) {
        assertEquals(name, oras.at(name).toString());
      }
      assertEquals("demo@" + digest, oras.repository("demo").at(digest).toString());
      assertThrows(IllegalArgumentException.class, () -> oras.repository("demo").at("a b"));
    }
  }

  @Test
  void copyReadsTheMirrorAndKeepsTheDigest() throws IOException {
    fillBoth();
    try (Oras oras = configured(withMirror()).build()) {
      String digest = oras.resolve(name()).digest().toString();
      assertEquals(
          digest,
          oras.copy(name(), "oci-layout://" + folder.resolve("layout") + "#v1")
              .digest()
              .toString());
      assertEquals(digest, oras.copy(name(), primary.host() + "/other:v1").digest().toString());
    }
    assertTrue(lines(primary).stream().noneMatch(line -> line.startsWith("GET /v2/demo/")));
  }

  @Test
  void aBrokenFileEndsEveryOperation() throws IOException {
    try (Oras oras = configured("[[registry]]").build()) {
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        messages.add(assertThrows(OrasException.class, () -> oras.resolve(name())).getMessage());
      }
      assertTrue(
          messages.stream().allMatch(m -> m.contains("registry[0].location")), "" + messages);
    }
    assertEquals(List.of(), Stream.of(primary, mirror).flatMap(r -> lines(r).stream()).toList());
  }
}
