package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.error.TransportException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with a mirror, as registries.conf configures them. */
class MirrorsTest {
  private static final MediaType TYPE = new MediaType("application/vnd.example");
  private static final byte[] CONTENT = content(300_000);

  @TempDir Path folder;
  private final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  private final List<Duration> slept = new CopyOnWriteArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final MovedClock clock = new MovedClock();
  private InProcessRegistry primary;
  private InProcessRegistry mirror;

  /** A clock that the test alone moves. */
  private static final class MovedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC only");
    }
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(7).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void startRegistries() throws IOException {
    primary = InProcessRegistry.start();
    mirror = InProcessRegistry.start();
  }

  @AfterEach
  void stopRegistries() {
    primary.close();
    mirror.close();
  }

  private OrasBuilder plain() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .certificateFolders()
        .testing(
            t ->
                t.environment(Environment.of(variables, folder.resolve("home"), "Linux"))
                    .clock(clock)
                    .sleeper(slept::add));
  }

  /** A client of the configuration, which is the only file that is read. */
  private OrasBuilder configured(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("registries.conf"), toml);
    variables.put("CONTAINERS_REGISTRIES_CONF", file.toString());
    return plain().registriesConf().listener(events::add);
  }

  private String withMirror() {
    return withMirror("");
  }

  private String withMirror(String more) {
    return """
        [[registry]]
        location = "%s"
        %s
        [[registry.mirror]]
        location = "%s/cache"
        """
        .formatted(primary.host(), more, mirror.host());
  }

  private void fill(InProcessRegistry registry, String repository) throws IOException {
    try (Oras oras = plain().build()) {
      oras.push(registry.host() + "/" + repository + ":v1", artifact());
    }
    registry.clear();
  }

  private static Artifact artifact() {
    return Artifact.of(TYPE, Layer.ofBytes(CONTENT).withTitle("a.bin"))
        .withAnnotation("org.opencontainers.image.created", "2026-01-01T00:00:00Z");
  }

  private void fillBoth() throws IOException {
    fill(primary, "demo");
    fill(mirror, "cache/demo");
  }

  private String name() {
    return primary.host() + "/demo:v1";
  }

  private void assertPulled(Oras oras, String name) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    oras.pull(name, out);
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("a.bin")));
  }

  private static List<String> lines(InProcessRegistry registry) {
    return registry.requests().stream().map(request -> request.line()).toList();
  }

  private <T extends TransferEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

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
      clock.now = clock.now.plusSeconds(60);
      assertPulled(oras, name());
      assertEquals(2, requestsTo(dead));
    }
    assertEquals(List.of(), slept);
    assertEquals(List.of(), events(TransferEvent.Retrying.class));
  }

  private long requestsTo(String host) {
    return events(TransferEvent.RequestFinished.class).stream()
        .filter(request -> request.host().equals(host))
        .count();
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
