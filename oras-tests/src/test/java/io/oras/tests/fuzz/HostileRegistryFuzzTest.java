package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.OrasException;
import io.oras.api.model.Digest;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a registry, its token server or its blob host answers: an operation does what it should
 * or fails with its own exception; no response stays open; nothing is written elsewhere; no secret
 * goes to another place or into a message.
 */
class HostileRegistryFuzzTest {
  private static final byte[] FILE = "hello".repeat(50).getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  /** One operation against the registry. */
  private interface Operation {
    void run(Oras oras, HostileRegistry registry, Path folder) throws IOException;
  }

  private static void pull(Oras oras, String reference, Path folder) throws IOException {
    oras.pull(HostileRegistry.REPOSITORY + reference, folder.resolve("out"));
  }

  private static void pullByDigest(Oras oras, HostileRegistry registry, Path folder)
      throws IOException {
    pull(oras, "@" + registry.image(), folder);
    assertEquals(Digest.of(FILE), Digest.of(Files.readAllBytes(folder.resolve("out/d/f.txt"))));
  }

  private static void download(Oras oras, HostileRegistry registry, Path folder)
      throws IOException {
    Path file = folder.resolve("out/blob");
    Files.createDirectories(file.getParent());
    if (registry.layer().hashCode() % 2 == 0) {
      Files.writeString(
          file.resolveSibling(".blob." + Digest.parse(registry.layer()).shortened() + ".part"),
          "hellohello");
    }
    oras.open(HostileRegistry.REPOSITORY).blobs().download(Digest.parse(registry.layer()), file);
    assertEquals(Digest.of(FILE), Digest.of(Files.readAllBytes(file)));
  }

  private static void copy(Oras oras, String to, boolean recursive) throws IOException {
    oras.copy(HostileRegistry.REPOSITORY + ":v1", to, o -> o.includeReferrers(recursive));
  }

  private static Artifact artifact() {
    return Artifact.of(Layer.ofBytes("new".getBytes(StandardCharsets.UTF_8)).withTitle("n"))
        .withType(new io.oras.api.model.MediaType("application/vnd.example.thing"));
  }

  private static Map.Entry<String, Operation> operation(SeededRandom chance) {
    String repository = HostileRegistry.REPOSITORY;
    return chance.pick(
        Map.entry("pull", (Operation) (oras, reg, f) -> pull(oras, ":v1", f)),
        Map.entry("pull", (Operation) (oras, reg, f) -> pull(oras, ":v2", f)),
        Map.entry("pull by digest", (Operation) HostileRegistryFuzzTest::pullByDigest),
        Map.entry("download", (Operation) HostileRegistryFuzzTest::download),
        Map.entry(
            "copy to a layout",
            (Operation) (oras, reg, f) -> copy(oras, "oci-layout://" + f.resolve("out"), true)),
        Map.entry(
            "copy to a registry",
            (Operation) (oras, reg, f) -> copy(oras, repository + "b:v1", false)),
        Map.entry("discover", (Operation) (oras, reg, f) -> oras.discover(repository + ":v2")),
        Map.entry("tags", (Operation) (oras, reg, f) -> oras.tags(repository, o -> o.limit(100))),
        Map.entry(
            "repositories",
            (Operation) (oras, reg, f) -> oras.registry("reg.example").repositories()),
        Map.entry("resolve", (Operation) (oras, reg, f) -> oras.resolve(repository + ":v1")),
        Map.entry("fetch", (Operation) (oras, reg, f) -> oras.fetch(repository + ":v1")),
        Map.entry("push", (Operation) (oras, reg, f) -> oras.push(repository + ":new", artifact())),
        Map.entry(
            "attach", (Operation) (oras, reg, f) -> oras.attach(repository + ":v2", artifact())),
        Map.entry("tag", (Operation) (oras, reg, f) -> oras.open(repository).tag("v1", "v3")),
        Map.entry(
            "delete", (Operation) (oras, reg, f) -> oras.open(repository).delete(reg.image())));
  }

  /**
   * Runs one operation.
   *
   * @param oneIn of so many responses one is not what it should be
   * @return what the operation failed with, if it did
   */
  private Optional<OrasException> run(SeededRandom chance, int oneIn) throws IOException {
    remove(temp.resolve("run"));
    Path folder = Files.createDirectory(temp.resolve("run"));
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    HostileRegistry registry = new HostileRegistry(chance, oneIn);
    Map.Entry<String, Operation> operation = operation(chance);
    OrasException failure = null;
    AtomicReference<String> shown = new AtomicReference<>("");
    try (Oras oras =
        Oras.builder()
            .transport(registry)
            .installedCredentials(InstalledCredentials.none())
            .certificateFolders()
            .stateFolder(temp.resolve("state"))
            .testing(t -> t.sleeper(time -> {}))
            .connectionsPerHost(chance.between(1, 4))
            .credential("reg.example", Credential.basic("user", HostileRegistry.PASSWORD))
            .listener(event -> shown.accumulateAndGet(event.toString(), String::concat))
            .build()) {
      operation.getValue().run(oras, registry, folder);
    } catch (OrasException e) {
      failure = e;
    } catch (UncheckedIOException e) {
      failure = assertInstanceOf(OrasException.class, e.getCause());
    }
    assertHidden(failure);
    String what = operation.getKey();
    assertFalse(shown.get().contains(HostileRegistry.PASSWORD), shown::get);
    assertFalse(shown.get().contains(HostileRegistry.TOKEN), shown::get);
    assertEquals(0, registry.openResponses(), () -> what + " left responses open");
    assertEquals("mine", Files.readString(victim));
    try (Stream<Path> all = Files.list(folder)) {
      assertTrue(all.allMatch(p -> p.equals(victim) || p.endsWith("out")), what);
    }
    return Optional.ofNullable(failure);
  }

  private static void assertHidden(@Nullable Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      String text = String.valueOf(at);
      assertFalse(text.contains(HostileRegistry.PASSWORD), text);
      assertFalse(text.contains(HostileRegistry.TOKEN), text);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void everyOperationSucceedsOrFailsWithItsOwnException() {
    PropertyRunner.check("hostile-registry", 400, chance -> run(chance, chance.between(2, 12)));
  }

  @Test
  void withoutFaultsEveryOperationSucceeds() {
    PropertyRunner.check(
        "honest-registry",
        60,
        chance -> assertEquals(Optional.empty(), run(chance, Integer.MAX_VALUE)));
  }
}
