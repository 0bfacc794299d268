package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.Environment;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.ManualTime;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mirror that accepts a request and does not answer, or stops in the middle of a blob. */
class HangingMirrorTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final ManualTime time = new ManualTime();
  private final RequestGate gate = new RequestGate();
  private InProcessRegistry primary;
  private InProcessRegistry mirror;
  private Oras oras;

  @BeforeEach
  void fill() throws IOException {
    primary = InProcessRegistry.start();
    mirror = InProcessRegistry.start();
    try (Oras filling = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      for (String name : List.of(primary.host() + "/demo:v1", mirror.host() + "/cache/demo:v1")) {
        filling.push(name, Artifact.of(Layer.ofBytes(new byte[100_000]).withTitle("f")));
      }
    }
    primary.clear();
    Path file =
        Files.writeString(
            folder.resolve("registries.conf"),
            "[[registry]]\nlocation = \"%s\"\n[[registry.mirror]]\nlocation = \"%s/cache\"\n"
                .formatted(primary.host(), mirror.host()));
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .certificateFolders()
            .systemRegistriesConf()
            .timeout(TIMEOUT)
            .testing(
                t ->
                    t.environment(
                            Environment.of(
                                Map.of("CONTAINERS_REGISTRIES_CONF", file.toString()),
                                folder.resolve("home"),
                                "Linux"))
                        .clock(time)
                        .sleeper(time))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    gate.open();
    oras.close();
    primary.close();
    mirror.close();
  }

  private void hang(String part) {
    mirror.fault(
        part.equals("manifests")
            ? Fault.on("GET", ".*/manifests/.*").hold(gate)
            : Fault.on("GET", ".*/blobs/.*").stall(50_000, gate));
  }

  /** Pulls in another thread until the mirror hangs. */
  private CompletableFuture<Throwable> pull(Thread[] caller) throws InterruptedException {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    caller[0] =
        new Thread(
            () ->
                failure.complete(
                    assertThrows(
                        Throwable.class,
                        () -> oras.pull(primary.host() + "/demo:v1", folder.resolve("out")))));
    caller[0].start();
    gate.awaitRequest(SafetyLimit.DURATION);
    return failure;
  }

  private void assertNothingElseHappened() {
    assertEquals(List.of(), primary.requests().stream().map(request -> request.line()).toList());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifests", "blobs"})
  void theDeadlineOfTheOperationEndsIt(String part) throws Exception {
    hang(part);
    CompletableFuture<Throwable> failure = pull(new Thread[1]);
    time.advance(TIMEOUT);
    assertInstanceOf(DeadlineExceededException.class, failure.get());
    assertNothingElseHappened();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifests", "blobs"})
  void anInterruptEndsItAndNoOtherEndpointIsAsked(String part) throws Exception {
    hang(part);
    Thread[] caller = new Thread[1];
    CompletableFuture<Throwable> failure = pull(caller);
    caller[0].interrupt();
    assertInstanceOf(OperationCancelledException.class, failure.get());
    assertNothingElseHappened();
  }
}
