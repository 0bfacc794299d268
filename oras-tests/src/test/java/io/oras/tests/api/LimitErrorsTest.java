package io.oras.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.Limits;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error about a setting of {@link Limits} has the name and the value of the setting. */
class LimitErrorsTest extends ApiTest {
  /** These settings bound what is used of something: more is left unread, or is another error. */
  private static final List<String> WITHOUT_ERROR =
      List.of("embeddedDataBytes", "errorBodyBytes", "redirects");

  /** What a user does. */
  @FunctionalInterface
  private interface Action {
    void run(Oras careful) throws IOException;
  }

  /** A setting with a value that the action exceeds. */
  private record Case(int value, Consumer<Limits.Builder> limits, Action action) {}

  private Descriptor blob;

  @BeforeEach
  void push() throws IOException {
    Path folder = dir.resolve("folder");
    write("folder/zeros", "");
    Files.write(folder.resolve("zeros"), new byte[12 << 20]);
    RawManifest manifest = app.push("v1", Artifact.of(Layer.of(folder))).manifest();
    blob = manifest.layers().get(0);
    app.tag("v1", "v2");
    RawManifest sbom = app.attach("v1", Artifact.of(SBOM, Layer.ofText("sbom"))).manifest();
    app.attach(sbom.digest().toString(), Artifact.of(SBOM, Layer.ofText("sbom of the sbom")));
  }

  private Action pull() {
    return careful -> careful.pull(app.name() + ":v1", dir.resolve("out"));
  }

  private Action tags() {
    return careful -> careful.tags(app.name());
  }

  private Map<String, Case> cases() {
    Map<String, Case> cases = new TreeMap<>();
    cases.put(
        "manifestBytes",
        new Case(100, l -> l.manifestBytes(100), careful -> careful.fetch(app.name() + ":v1")));
    cases.put("tokenBytes", new Case(10, l -> l.tokenBytes(10), LimitErrorsTest::getToken));
    cases.put("listPageBytes", new Case(10, l -> l.listPageBytes(10), tags()));
    cases.put("pages", new Case(1, l -> l.pages(1), LimitErrorsTest::listPages));
    cases.put("listEntries", new Case(1, l -> l.listEntries(1), tags()));
    cases.put("heldListBytes", new Case(10, l -> l.heldListBytes(10), tags()));
    cases.put(
        "graphDepth",
        new Case(1, l -> l.graphDepth(1), careful -> careful.discover(app.name() + ":v1")));
    cases.put("graphNodes", new Case(1, l -> l.graphNodes(1), pull()));
    cases.put("archiveEntries", new Case(1, l -> l.archiveEntries(1), pull()));
    cases.put("archiveRatio", new Case(2, l -> l.archiveRatio(2), pull()));
    cases.put("archiveBytes", new Case(100, l -> l.archiveBytes(100), pull()));
    cases.put(
        "blobInMemoryBytes",
        new Case(
            3,
            l -> l.blobInMemoryBytes(3),
            careful -> careful.repository(app.name()).blobs().read(blob)));
    return cases;
  }

  private static void getToken(Oras careful) throws IOException {
    try (InProcessRegistry registry =
        InProcessRegistry.builder().auth(Auth.token("me", "secret").anonymousPull(true)).start()) {
      careful.tags(registry.host() + "/team/app");
    }
  }

  private static void listPages(Oras careful) throws IOException {
    try (InProcessRegistry registry = InProcessRegistry.builder().pageSize(1).start()) {
      Repository repository = careful.repository(registry.host() + "/team/app");
      repository.push("v1", Artifact.of(Layer.ofText("text")));
      repository.tag("v1", "v2");
      repository.tags();
    }
  }

  static Stream<String> settings() {
    return Arrays.stream(Limits.Builder.class.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 1 && !method.isSynthetic())
        .map(method -> method.getName())
        .filter(name -> !WITHOUT_ERROR.contains(name))
        .sorted();
  }

  @Test
  void everySettingIsExceeded() {
    assertEquals(new TreeSet<>(settings().toList()), cases().keySet());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void messageNamesTheSettingAndItsValue(String setting) throws IOException {
    Case exceeded = cases().get(setting);
    try (Oras careful = client().limits(exceeded.limits()).build()) {
      assertNamed(setting, exceeded.value(), () -> exceeded.action().run(careful));
    }
  }

  @Test
  void theLargestLimitsRefuseNothing() throws IOException {
    try (InProcessRegistry registry =
            InProcessRegistry.builder()
                .auth(Auth.token("me", "secret").anonymousPull(true))
                .start();
        Oras careless =
            client()
                .limits(
                    l ->
                        l.tokenBytes(Integer.MAX_VALUE)
                            .errorBodyBytes(Integer.MAX_VALUE)
                            .listPageBytes(Integer.MAX_VALUE)
                            .manifestBytes(Integer.MAX_VALUE)
                            .blobInMemoryBytes(Integer.MAX_VALUE)
                            .pages(Integer.MAX_VALUE)
                            .listEntries(Integer.MAX_VALUE)
                            .heldListBytes(Long.MAX_VALUE)
                            .graphDepth(Integer.MAX_VALUE)
                            .graphNodes(Integer.MAX_VALUE)
                            .archiveEntries(Integer.MAX_VALUE)
                            .archiveRatio(Integer.MAX_VALUE)
                            .archiveBytes(Long.MAX_VALUE))
                .build()) {
      assertThrows(NotFoundException.class, () -> careless.tags(registry.host() + "/team/app"));
      assertEquals(List.of("v1", "v2"), careless.tags(app.name()));
      careless.pull(app.name() + ":v1", dir.resolve("out"));
      assertEquals(blob.size(), careless.repository(app.name()).blobs().read(blob).length);
      String layout = "oci-layout://" + dir.resolve("large");
      careless.copy(app.name() + ":v1", layout + "#v1");
      careless.pull(layout + "#v1", dir.resolve("again"));
    }
  }

  private static void assertNamed(String setting, int value, Executable action) {
    LimitExceededException e = assertThrows(LimitExceededException.class, action);
    String name = "(limit %s: %s)".formatted(setting, value);
    assertTrue(e.problem().endsWith(name), e.getMessage());
  }

  @Test
  void manifestThatIsTooLargeIsTheSameErrorEverywhere() throws IOException {
    RawManifest manifest = app.fetch("v1");
    Descriptor descriptor = manifest.descriptor();
    ContentSource content = ContentSource.ofBytes(manifest.bytes());
    String layout = "oci-layout://" + dir.resolve("layout");
    oras.copy(app.name() + ":v1", layout + "#v1");

    try (Oras careful = client().limits(l -> l.manifestBytes(100)).build()) {
      for (String place : List.of(app.name(), layout)) {
        Repository repository = careful.repository(place);
        for (Executable action :
            List.<Executable>of(
                () -> repository.fetch("v1"),
                () -> repository.fetch(descriptor.digest().toString()),
                () -> repository.pull("v1", dir.resolve("out")),
                () -> repository.push(descriptor, content),
                () -> repository.pushManifest(descriptor, content))) {
          assertNamed("manifestBytes", 100, action);
        }
      }
      Blobs blobs = careful.repository(layout).blobs();
      assertNamed(
          "manifestBytes",
          100,
          () -> blobs.push(MediaType.OCI_MANIFEST, new ByteArrayInputStream(manifest.bytes())));
    }
  }
}
