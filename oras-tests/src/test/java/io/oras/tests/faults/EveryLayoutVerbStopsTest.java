package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.MediaType;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.ReferrersMode;
import io.oras.tests.Folders;
import io.oras.tests.ManualTime;
import io.oras.tests.OpenConnections;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to stop each verb that waits for a lock: of a layout, or of the list of referrers that
 * is kept at a tag.
 */
class EveryLayoutVerbStopsTest {
  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final List<ProcessLock.Held> held = new ArrayList<>();
  private InProcessRegistry registry;
  private Oras oras;
  private Repository layout;
  private Repository app;
  private RawManifest manifest;

  /** A call of a verb. */
  @FunctionalInterface
  private interface Call {
    Object on(EveryLayoutVerbStopsTest test) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker")
  private enum Verb {
    PUSH(test -> test.layout.push("v2", artifact("2"))),
    PUSH_MANIFEST(test -> test.layout.pushManifest(test.manifest, "v3")),
    ATTACH(test -> test.layout.attach("v1", artifact("3"))),
    TAG(test -> test.layout.tag("v1", "v4")),
    UNTAG(test -> test.layout.untag("v1")),
    DELETE(test -> test.layout.delete("v1")),
    DELETE_WITH_REFERRERS(test -> test.layout.deleteWithReferrers("v1")),
    INDEX_PUSH(
        test -> {
          IndexEditor index = test.layout.newIndex();
          index.add(test.manifest.descriptor());
          return index.push("v5");
        }),
    COPY(test -> test.oras.copy(test.app.at("v9"), test.layout.at("v9"))),
    COPY_TAGS(test -> test.oras.copyTags(test.app, test.layout, List.of("v9"))),
    COPY_ALL_TAGS(test -> test.oras.copyAllTags(test.app, test.layout)),
    COLLECT_GARBAGE(test -> test.layout.collectGarbage()),
    ATTACH_BY_TAG(test -> test.app.attach("v9", artifact("5"))),
    DELETE_BY_TAG(test -> test.app.deleteWithReferrers("v9"));

    private final Call call;

    Verb(Call call) {
      this.call = call;
    }
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Verb.values())
        .flatMap(
            verb -> Arrays.stream(StopSignal.values()).map(signal -> Arguments.of(verb, signal)));
  }

  private static Artifact artifact(String text) {
    return Artifact.of(
        new MediaType("application/vnd.example.thing"), Layer.ofText(text).withTitle("f"));
  }

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.builder().referrersApi(false).start();
    oras = client().timeout(StopSignal.TIMEOUT).build();
    layout = oras.layout(work.resolve("layout"));
    app = oras.repository(registry.host() + "/demo");
    try (Oras before = client().build()) {
      manifest = before.layout(work.resolve("layout")).push("v1", artifact("1")).manifest();
      Repository remote = before.repository(registry.host() + "/demo");
      remote.push("v9", artifact("9"));
      remote.attach("v9", artifact("10"));
    }
  }

  private OrasBuilder client() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .registryDefaults(r -> r.referrers(ReferrersMode.TAG))
        .stateFolder(work.resolve("state"))
        .testing(hooks -> hooks.clock(time).sleeper(time));
  }

  private void hold(String folder, String name) throws IOException {
    held.add(new ProcessLock(SafeFolder.of(work.resolve(folder)), name).acquire());
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verbThatWaitsForALockEndsAndLeavesNothing(Verb verb, StopSignal signal) throws Exception {
    hold("layout", "oci-layout");
    for (Path file : Folders.files(work.resolve("state"))) {
      hold("state", file.getFileName().toString());
    }
    FailingCall call = new FailingCall(() -> verb.call.on(this));
    Threads.awaitParked("io.oras.core.filesystem.ProcessLock");

    signal.send(call.thread(), time, oras);

    call.assertStoppedBy(signal);
    for (ProcessLock.Held lock : held) {
      lock.close();
    }
    assertEquals(List.of(), Folders.temporary(work));
    try (Oras next = client().build()) {
      next.layout(work.resolve("layout")).push("next", artifact("next"));
      next.repository(registry.host() + "/demo").push("next", artifact("next"));
      next.repository(registry.host() + "/demo").attach("next", artifact("sbom"));
    }
    oras.close();
    threads.awaitEnd();
    OpenConnections.awaitNone(registry);
  }
}
