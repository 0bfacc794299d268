package io.oras.tests.profiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.PushOptions;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import io.oras.tests.registry.RegistryProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is special about a registry, as its log shows it. */
class ProfileTracesTest {
  private static final int CHUNK = 5 << 20;

  @TempDir Path folder;
  private InProcessRegistry registry;
  private Oras oras;

  private void open(RegistryProfile profile) throws Exception {
    open(profile, RegistrySettings.defaults());
  }

  private void open(RegistryProfile profile, RegistrySettings settings) throws Exception {
    registry = Clients.start(profile);
    oras = Clients.of(profile, registry).registryDefaults(settings).build();
  }

  @AfterEach
  void close() throws IOException {
    oras.close();
    registry.close();
  }

  private String name(String rest) {
    return registry.host() + "/" + rest;
  }

  private RawManifest push() throws Exception {
    return oras.push(name("team/app:v1"), Clients.artifact(Clients.content(1000))).manifest();
  }

  private List<LoggedRequest> log(String method, Predicate<LoggedRequest> which) {
    return registry.requests().stream()
        .filter(r -> r.method().equals(method))
        .filter(which)
        .toList();
  }

  private static Predicate<LoggedRequest> path(String regex) {
    return request -> request.path().matches(regex);
  }

  @ParameterizedTest
  @EnumSource(names = {"DOCKER_HUB", "HARBOR_2_5", "GITLAB"})
  void refusedMountIsFollowedByAnUpload(RegistryProfile profile) throws Exception {
    open(profile);
    RawManifest pushed = push();
    // What the mount names is gone from where it was; a real one may not be allowed to be seen.
    registry.fault(Fault.on("POST", ".*/uploads/").query("mount=").answer(202));
    registry.clear();
    oras.copy(name("team/app:v1"), name("other/app:v1"));
    assertFalse(log("POST", r -> r.query().contains("mount=")).isEmpty());
    assertFalse(log("PUT", path("/v2/other/app/blobs/uploads/.*")).isEmpty());
    assertArrayEquals(
        pushed.bytes(), registry.manifest("other/app", pushed.descriptor().digest()).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(names = {"DOCKER_HUB", "GHCR", "ECR_PUBLIC", "ACR", "RED_HAT"})
  void blobsAreFetchedFromTheOtherHostWithoutCredentials(RegistryProfile profile) throws Exception {
    open(profile);
    push();
    oras.pull(name("team/app:v1"), folder);
    List<LoggedRequest> fetched = log("GET", path("/cdn/.*"));
    assertFalse(fetched.isEmpty());
    for (LoggedRequest request : fetched) {
      assertEquals(200, request.status());
      assertEquals(List.of(), request.headers().all("Authorization"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GHCR", "QUAY", "DISTRIBUTION_2_8"})
  void forgottenUploadIsBegunAgain(RegistryProfile profile) throws Exception {
    open(profile);
    push();
    List<LoggedRequest> ends = log("PUT", path(".*/blobs/uploads/.*"));
    LoggedRequest failed = ends.stream().filter(r -> r.status() >= 400).findFirst().orElseThrow();
    assertEquals(
        1,
        ends.stream().filter(r -> r.path().equals(failed.path())).count(),
        "the session that failed is not used again");
    assertEquals(3, ends.size(), "two blobs, one of them twice");
  }

  @Test
  void challengeIsAskedForWhereItStands() throws Exception {
    open(RegistryProfile.GCR);
    push();
    List<LoggedRequest> pings = log("GET", path("/v2/"));
    assertFalse(pings.isEmpty());
    assertTrue(pings.stream().allMatch(r -> r.status() == 401), pings::toString);
  }

  @Test
  void lostChunkIsSentAgain() throws Exception {
    open(
        RegistryProfile.ECR,
        RegistrySettings.builder().upload(UploadMethod.chunked(CHUNK)).build());
    byte[] content = Clients.content(3 * CHUNK);
    // One blob at a time: the second PATCH, which is lost, is the first of the content.
    oras.push(
        name("team/app:v1"),
        Clients.artifact(content),
        PushOptions.builder().concurrency(1).build());
    oras.pull(name("team/app:v1"), folder);
    assertArrayEquals(content, Files.readAllBytes(folder.resolve("hello.bin")));
    List<LoggedRequest> chunks = log("PATCH", r -> r.bodyLength() == CHUNK && r.status() == 201);
    assertEquals(4, chunks.size(), "three chunks, one of them twice");
  }

  @Test
  void registryThatTakesNoChunksGetsTheWholeStream() throws Exception {
    open(
        RegistryProfile.GAR,
        RegistrySettings.builder().upload(UploadMethod.chunked(1 << 16)).build());
    byte[] content = Clients.content(300_000);
    // What is learned is that it takes none; the stream that showed it cannot be read again.
    assertThrows(
        OrasException.class,
        () -> oras.push(name("team/app:v1"), streamed(Clients.content(300_001))));
    registry.clear();
    oras.push(name("team/app:v1"), streamed(content));
    assertEquals(
        List.of(300_000L),
        log("PATCH", r -> true).stream().map(LoggedRequest::bodyLength).toList());
  }

  private static Artifact streamed(byte[] content) {
    Layer layer = Layer.ofStream(new ByteArrayInputStream(content)).withTitle("hello.bin");
    return Artifact.of(layer).withType(Clients.NOTE);
  }

  @Test
  void refreshTokenIsGivenByPostAlone() throws Exception {
    open(RegistryProfile.ACR);
    push();
    assertFalse(log("POST", path("/token")).isEmpty());
    assertEquals(List.of(), log("GET", path("/token")));
  }

  @Test
  void manifestThatHeadDoesNotShowIsResolved() throws Exception {
    open(RegistryProfile.NEXUS);
    RawManifest pushed = push();
    assertEquals(pushed.descriptor().digest(), oras.resolve(name("team/app:v1")).digest());
  }

  @Test
  void blobsThatWereSaidToBeThereAreSentWhenTheManifestIsRefused() throws Exception {
    open(RegistryProfile.ARTIFACTORY);
    push();
    List<Integer> answers =
        log("PUT", path(".*/manifests/v1")).stream().map(LoggedRequest::status).toList();
    assertEquals(List.of(400, 201), answers);
    assertEquals(2, log("PUT", path(".*/blobs/uploads/.*")).size());
  }

  @Test
  void realmWithoutAHostIsTheRegistrysOwn() throws Exception {
    open(RegistryProfile.OPENSHIFT);
    push();
    assertFalse(log("GET", path("/token").and(r -> r.status() == 200)).isEmpty());
    assertTrue(
        registry.requests().stream()
            .filter(path("/token"))
            .allMatch(r -> r.header("Host").orElseThrow().equals(registry.host())));
  }

  @Test
  void deletesAreAskedForWhenThereIsSomethingToDelete() throws Exception {
    open(RegistryProfile.IBM);
    RawManifest pushed = push();
    assertEquals(List.of(), tokensFor("delete"));
    oras.open(name("team/app")).delete(pushed.descriptor().digest().toString());
    assertFalse(tokensFor("delete").isEmpty());
  }

  private List<LoggedRequest> tokensFor(String action) {
    return registry.requests().stream()
        .filter(path("/token").and(r -> r.query().contains(action)))
        .toList();
  }

  @Test
  void referrersAreFilteredWhereTheRegistryDoesNot() throws Exception {
    open(RegistryProfile.ZOT);
    push();
    String subject = name("team/app:v1");
    MediaType other = new MediaType("application/vnd.example.other");
    oras.attach(subject, Clients.artifact(Clients.content(10)));
    RawManifest wanted =
        oras.attach(subject, Clients.artifact(Clients.content(11)).withType(other)).manifest();
    assertEquals(
        List.of(wanted.descriptor().digest()),
        oras.discover(subject, o -> o.artifactType(other)).flatten().stream()
            .map(d -> d.digest())
            .toList());
  }

  @Test
  void temporaryFailuresAreRetried() throws Exception {
    open(RegistryProfile.CLOUDFLARE);
    push();
    oras.pull(name("team/app:v1"), folder);
    List<Integer> statuses = registry.requests().stream().map(LoggedRequest::status).toList();
    assertTrue(statuses.containsAll(List.of(522, 499, 408, 503)), statuses::toString);
  }

  @Test
  void cutDownloadGoesOnWithARangeThatHasAnEnd() throws Exception {
    open(RegistryProfile.GO_CONTAINERREGISTRY);
    byte[] content = Clients.content(1 << 20);
    oras.push(name("team/app:v1"), Clients.artifact(content));
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(300_000));
    oras.pull(name("team/app:v1"), folder);
    assertArrayEquals(content, Files.readAllBytes(folder.resolve("hello.bin")));
    List<LoggedRequest> resumed = log("GET", r -> r.header("Range").isPresent());
    assertEquals(List.of(206), resumed.stream().map(LoggedRequest::status).toList());
    assertTrue(resumed.get(0).header("Range").orElseThrow().endsWith("-1048575"));
  }

  @ParameterizedTest
  @EnumSource(names = {"HARBOR_2_10", "RED_HAT", "ARTIFACTORY", "NEXUS"})
  void whatIsNotThereIsNotFound(RegistryProfile profile) throws Exception {
    open(profile);
    push();
    assertThrows(NotFoundException.class, () -> oras.resolve(name("team/app:v9")));
    assertThrows(NotFoundException.class, () -> oras.fetch(name("team/app:v9")));
  }

  @Test
  void tagThatCannotBeDeletedIsSaidToBe() throws Exception {
    open(RegistryProfile.DOCKER_HUB);
    push();
    assertThrows(UnsupportedException.class, () -> oras.open(name("team/app")).untag("v1"));
    assertEquals(List.of("v1"), registry.tags("team/app"));
  }

  @Test
  void nullsInAListOfTagsAreNoTags() throws Exception {
    open(RegistryProfile.NEXUS);
    push();
    assertEquals(List.of("v1"), oras.tags(name("team/app")));
  }

  @Test
  void listOfReferrersThatWouldReplaceTheSubjectIsNotWritten() throws Exception {
    open(RegistryProfile.GITLAB);
    RawManifest subject = push();
    String name = name("team/app:v1");
    InvalidManifestException e =
        assertThrows(
            InvalidManifestException.class,
            () -> oras.attach(name, Clients.artifact(Clients.content(10))));
    assertTrue(e.getMessage().contains("the tag was not changed"), e.getMessage());
    assertEquals(subject.descriptor().digest(), registry.tag("team/app", "v1").orElseThrow());
    assertEquals(List.of("v1"), registry.tags("team/app"));
  }
}
