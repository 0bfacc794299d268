package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.UntrustedException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Digest;
import io.oras.api.reference.RepositoryName;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.trust.CosignSignature;
import io.oras.trust.KeySigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trust policy where a mirror serves the artifact, and what the mirror can get past it. */
class MirrorTrustTest extends MirrorTest {
  private static final String ACCEPT = "[{\"type\":\"insecureAcceptAnything\"}]";
  private KeyPair ours;
  private KeyPair theirs;

  @BeforeEach
  void keys() throws Exception {
    ours = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    theirs = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Oras trusting(String policy) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.json"), policy);
    return configured(withMirror()).trustPolicyFile(file).build();
  }

  private Oras scoped(String scope, String requirement) throws IOException {
    return trusting(
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"docker\":{\"%s\":%s}}}"
            .formatted(scope, requirement));
  }

  private String signed() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(ours.getPublic().getEncoded()));
    return "[{\"type\":\"sigstoreSigned\",\"keyData\":\"%s\",\"signedIdentity\":{\"type\":\"matchRepository\"}}]"
        .formatted(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
  }

  /** Stores a signature under the tag beside the artifact at that place. */
  private void sign(String place, KeyPair key, String claim) throws IOException {
    try (Oras oras = plain().build()) {
      Repository repository = oras.repository(place);
      Digest digest = repository.resolve("v1").digest();
      repository.push(
          CosignSignature.tag(digest),
          CosignSignature.tagged(
              digest,
              RepositoryName.parse(claim),
              KeySigner.of(key.getPrivate(), key.getPublic()),
              repository));
    }
    primary.clear();
    mirror.clear();
  }

  @Test
  @DisplayName("policy vector 18: the policy judges the name and not the mirror")
  void thePolicyJudgesTheNameAndNotTheMirror() throws IOException {
    fillBoth();
    try (Oras oras = scoped(primary.host(), ACCEPT)) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary));
    mirror.clear();
    try (Oras oras = scoped(mirror.host(), ACCEPT)) {
      UntrustedException refusal =
          assertThrows(UntrustedException.class, () -> oras.resolve(name()));
      assertEquals(List.of("the policy rejects it"), refusal.reasons());
    }
    assertEquals(List.of(), lines(mirror));
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void aSignatureThatNamesTheRegistryIsReadFromTheMirror() throws IOException {
    fillBoth();
    sign(mirror.host() + "/cache/demo", ours, primary.host() + "/demo");
    try (Oras oras = scoped(primary.host(), signed())) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void aSignatureThatOnlyTheRegistryHasCountsAndTheMirrorServesTheLayers() throws IOException {
    fillBoth();
    sign(primary.host() + "/demo", ours, primary.host() + "/demo");
    try (Oras oras = scoped(primary.host(), signed())) {
      assertPulled(oras, name());
    }
    assertTrue(
        lines(mirror).stream().anyMatch(line -> line.contains("/blobs/")),
        () -> "" + lines(mirror));
    assertFalse(lines(primary).contains("GET /v2/demo/manifests/v1"), () -> "" + lines(primary));
    assertEquals(1, events(TransferEvent.EndpointChosen.class).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no signature", "another key", "another repository"})
  void anotherManifestOfAMirrorIsRefusedAndTheRegistryIsNotAskedForTheArtifact(String signature)
      throws IOException {
    fill(primary, "demo");
    try (Oras oras = plain().build()) {
      oras.push(
          mirror.host() + "/cache/demo:v1",
          Artifact.of(TYPE, Layer.ofText("attack").withTitle("a.bin")));
    }
    sign(primary.host() + "/demo", ours, primary.host() + "/demo");
    String reason =
        switch (signature) {
          case "another key" -> {
            sign(mirror.host() + "/cache/demo", theirs, primary.host() + "/demo");
            yield "no known key";
          }
          case "another repository" -> {
            sign(mirror.host() + "/cache/demo", ours, "other.test/demo");
            yield "claim other.test/demo";
          }
          default -> "it has no signature";
        };
    Path out = folder.resolve("out");
    Path cache = folder.resolve("cache");
    Path file =
        Files.writeString(folder.resolve("policy.json"), "{\"default\":%s}".formatted(signed()));
    try (Oras oras = configured(withMirror()).trustPolicyFile(file).cache(cache).build()) {
      UntrustedException refusal =
          assertThrows(UntrustedException.class, () -> oras.pull(name(), out));
      assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
    }
    assertFalse(Files.exists(out));
    assertTrue(
        lines(mirror).stream().noneMatch(line -> line.startsWith("GET") && isLayer(line)),
        () -> "" + lines(mirror));
    assertTrue(
        lines(primary).stream()
            .noneMatch(line -> line.contains("/manifests/v1") || line.contains("/blobs/")),
        () -> "" + lines(primary));
    try (var files = Files.walk(cache)) {
      assertEquals(
          List.of(),
          files
              .filter(each -> each.toString().contains("blobs") && Files.isRegularFile(each))
              .toList());
    }
  }

  private static boolean isLayer(String line) {
    return line.contains(Digest.of("attack".getBytes(StandardCharsets.UTF_8)).toString());
  }

  @Test
  void aListOfReferrersThatIsCutOffHidesASignatureAndAddsNone() throws IOException {
    fillBoth();
    String empty =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}";
    try (Oras oras = plain().build()) {
      Repository repository = oras.repository(primary.host() + "/demo");
      Digest digest = repository.resolve("v1").digest();
      repository.attach(
          "v1", CosignSignature.bundle(digest, KeySigner.of(ours.getPrivate(), ours.getPublic())));
    }
    primary.fault(
        Fault.on("GET", ".*/referrers/.*")
            .answer(200, "application/vnd.oci.image.index.v1+json", empty));
    primary.clear();
    try (Oras oras = scoped(primary.host(), signed())) {
      UntrustedException refusal =
          assertThrows(UntrustedException.class, () -> oras.pull(name(), folder.resolve("out")));
      assertEquals(List.of("it has no signature"), refusal.reasons());
    }
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void defaultsThatAllowAnUnverifiedRegistryAreNotForMirrors() throws IOException {
    fillBothWithTls();
    try (Oras oras =
        configured(withMirror())
            .registryDefaults(r -> r.plainHttp(false).tls(t -> t.insecure(true)))
            .build()) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(mirror));
    String cause = events(TransferEvent.EndpointFailed.class).get(0).cause();
    assertTrue(cause.contains("certificate"), cause);
  }

  private void fillBothWithTls() throws IOException {
    primary.close();
    mirror.close();
    primary = InProcessRegistry.builder().tls(true).start();
    mirror = InProcessRegistry.builder().tls(true).start();
    try (Oras oras =
        plain().registryDefaults(r -> r.plainHttp(false).tls(t -> t.insecure(true))).build()) {
      oras.push(name(), artifact());
      oras.copy(name(), mirror.host() + "/cache/demo:v1");
    }
    primary.clear();
    mirror.clear();
  }

  @Test
  void anAuthorityOfTheDefaultsIsTrustedForMirrorsToo() throws IOException {
    fillBothWithTls();
    String authority = mirror.certificate();
    try (Oras oras =
        configured(withMirror())
            .registryDefaults(r -> r.plainHttp(false).tls(t -> t.authorityPem(authority)))
            .build()) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(primary));
  }

  @Test
  void anAuthorityOfOneRegistryIsNotForItsMirror() throws IOException {
    fillBothWithTls();
    String own = primary.certificate();
    String other = mirror.certificate();
    try (Oras oras =
        configured(withMirror())
            .registryDefaults(r -> r.plainHttp(false))
            .registry(
                primary.host(),
                r -> r.plainHttp(false).tls(t -> t.authorityPem(own).authorityPem(other)))
            .build()) {
      assertPulled(oras, name());
    }
    assertEquals(List.of(), lines(mirror));
    String cause = events(TransferEvent.EndpointFailed.class).get(0).cause();
    assertTrue(cause.contains("certificat"), cause);
  }
}
