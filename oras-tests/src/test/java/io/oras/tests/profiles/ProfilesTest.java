package io.oras.tests.profiles;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import io.oras.tests.registry.RegistryProfile;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Push, pull, copy, attach and discover through every registry that clients had to learn. */
class ProfilesTest {
  @TempDir Path folder;

  private static void assertWhole(InProcessRegistry registry, String repository, RawManifest root) {
    Digest digest = root.descriptor().digest();
    assertArrayEquals(root.bytes(), registry.manifest(repository, digest).orElseThrow());
    for (Descriptor child : root.view().orElseThrow().children()) {
      byte[] bytes = registry.blob(repository, child.digest()).orElseThrow();
      assertEquals(child.digest(), Digest.of(bytes));
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryProfile.class)
  void whatIsPushedIsThereAndIsPulled(RegistryProfile profile) throws Exception {
    try (InProcessRegistry registry = Clients.start(profile);
        Oras oras = Clients.of(profile, registry).build()) {
      byte[] content = Clients.content(100_000);
      String name = registry.host() + "/team/app:v1";
      RawManifest pushed = oras.push(name, Clients.artifact(content)).manifest();
      assertWhole(registry, "team/app", pushed);
      assertEquals(List.of("v1"), registry.tags("team/app"));

      oras.pull(name, folder);
      assertArrayEquals(content, Files.readAllBytes(folder.resolve("hello.bin")));
      assertEquals(pushed.descriptor().digest(), oras.resolve(name).digest());
      assertTrue(oras.tags(registry.host() + "/team/app").contains("v1"));
      assertNoSecretsElsewhere(registry);
    }
  }

  /** A blob's host gets nothing of what is for the registry. */
  private static void assertNoSecretsElsewhere(InProcessRegistry registry) {
    for (LoggedRequest request : registry.requests()) {
      if (request.path().startsWith("/cdn/")) {
        assertEquals(List.of(), request.headers().all("Authorization"), request.line());
        assertTrue(request.status() < 300, request.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryProfile.class)
  void streamOfUnknownLengthIsPushed(RegistryProfile profile) throws Exception {
    try (InProcessRegistry registry = Clients.start(profile);
        Oras oras = Clients.of(profile, registry).build()) {
      byte[] content = Clients.content(300_000);
      Layer stream = Layer.ofStream(new ByteArrayInputStream(content)).withTitle("hello.bin");
      RawManifest pushed =
          oras.push(registry.host() + "/team/app:v1", Artifact.of(stream).withType(Clients.NOTE))
              .manifest();
      assertWhole(registry, "team/app", pushed);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryProfile.class)
  void artifactIsCopiedInsideTheRegistryAndOut(RegistryProfile profile) throws Exception {
    try (InProcessRegistry registry = Clients.start(profile);
        Oras oras = Clients.of(profile, registry).build()) {
      String name = registry.host() + "/team/app:v1";
      RawManifest pushed = oras.push(name, Clients.artifact(Clients.content(1000))).manifest();
      assertEquals(pushed, oras.copy(name, registry.host() + "/other/app:v2").manifest());
      assertWhole(registry, "other/app", pushed);

      String layout = "oci-layout://" + folder.resolve("layout");
      oras.copy(name, layout + "#v1");
      assertEquals(pushed, oras.fetch(layout + "#v1"));
      oras.copy(layout + "#v1", registry.host() + "/third/app:v3");
      assertWhole(registry, "third/app", pushed);
    }
  }

  /** GitLab, see {@code ProfileTracesTest}, has no place for the list of referrers. */
  @ParameterizedTest
  @EnumSource(value = RegistryProfile.class, mode = EnumSource.Mode.EXCLUDE, names = "GITLAB")
  void referrerIsAttachedDiscoveredAndCopied(RegistryProfile profile) throws Exception {
    try (InProcessRegistry registry = Clients.start(profile);
        Oras oras = Clients.of(profile, registry).build()) {
      String name = registry.host() + "/team/app:v1";
      oras.push(name, Clients.artifact(Clients.content(1000)));
      RawManifest first = oras.attach(name, Clients.artifact(Clients.content(10))).manifest();
      RawManifest second = oras.attach(name, Clients.artifact(Clients.content(11))).manifest();
      assertWhole(registry, "team/app", first);
      Set<Digest> found =
          oras.discover(name).flatten().stream().map(Descriptor::digest).collect(toSet());
      assertEquals(Set.of(first.descriptor().digest(), second.descriptor().digest()), found);

      String layout = "oci-layout://" + folder.resolve("layout") + "#v1";
      oras.copy(name, layout, o -> o.includeReferrers(true));
      assertEquals(2, oras.discover(layout).referrers().size());
    }
  }
}
