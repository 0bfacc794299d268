package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.content.TagLister;
import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.transport.TransportRequest;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.Folders;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to stop each verb, while its request waits for an answer or to be sent again. */
class EveryVerbStopsTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofSeconds(7);
  private static final String ANY = "GET|HEAD|POST|PUT|PATCH|DELETE";

  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final RequestGate gate = new RequestGate();
  private InProcessRegistry registry;
  private Oras oras;
  private Repository app;
  private RawManifest manifest;
  private Descriptor layer;

  /** A call of a verb. */
  @FunctionalInterface
  private interface Call {
    Object on(EveryVerbStopsTest test) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker")
  private enum Verb {
    RESOLVE(test -> test.app.resolve("v1")),
    FETCH(test -> test.app.fetch("v1")),
    EXISTS(test -> test.app.exists("v1")),
    TAGS(test -> test.app.tags()),
    PUSH(test -> test.app.push("v2", artifact())),
    PUSH_MANIFEST(test -> test.app.pushManifest(test.manifest, "v3")),
    ATTACH(test -> test.app.attach("v1", artifact())),
    PULL(test -> test.app.pull("v1", test.work.resolve("out"))),
    DISCOVER(test -> test.app.discover("v1")),
    REFERRERS(test -> test.app.referrers("v1")),
    TAG(test -> test.app.tag("v1", "v4")),
    UNTAG(test -> test.app.untag("v1")),
    DELETE(test -> test.app.delete("v1")),
    DELETE_WITH_REFERRERS(test -> test.app.deleteWithReferrers("v1")),
    EDIT_INDEX(test -> test.app.editIndex("v1")),
    INDEX_ADD(test -> test.app.newIndex().add("v1")),
    COPY(test -> test.oras.copy(test.app.at("v1"), test.layout().at("v1"))),
    PLAN(test -> test.oras.plan(test.app.at("v1"), test.layout().at("v1"))),
    COPY_TAGS(test -> test.oras.copyTags(test.app, test.layout(), List.of("v1"))),
    COPY_ALL_TAGS(test -> test.oras.copyAllTags(test.app, test.layout())),
    BLOB_RESOLVE(test -> test.app.blobs().resolve(test.layer.digest())),
    BLOB_EXISTS(test -> test.app.blobs().exists(test.layer.digest())),
    BLOB_OPEN(test -> test.app.blobs().open(test.layer).readAllBytes()),
    BLOB_READ(test -> test.app.blobs().read(test.layer)),
    BLOB_READ_RANGE(test -> test.app.blobs().readRange(test.layer, 1, 2)),
    BLOB_DOWNLOAD(test -> test.app.blobs().download(test.layer, test.work.resolve("blob"))),
    BLOB_PUSH(test -> test.app.blobs().push(MediaType.OCTET_STREAM, new byte[] {9})),
    BLOB_PUSH_STREAM(
        test ->
            test.app
                .blobs()
                .push(MediaType.OCTET_STREAM, new ByteArrayInputStream(new byte[] {8}))),
    BLOB_DELETE(
        test -> {
          test.app.blobs().delete(test.layer.digest());
          return true;
        }),
    PORT(test -> test.app.capability(TagLister.class).orElseThrow().tags(null)),
    PING(
        test -> {
          test.oras.registry(test.registry.host()).ping();
          return true;
        }),
    REPOSITORIES(test -> test.oras.registry(test.registry.host()).repositories()),
    SEND(
        test ->
            test.oras
                .registry(test.registry.host())
                .send(TransportRequest.of("GET", test.registry.uri("/v2/demo/tags/list"))));

    private final Call call;

    Verb(Call call) {
      this.call = call;
    }
  }

  private enum Signal {
    INTERRUPT(OperationCancelledException.class),
    DEADLINE(DeadlineExceededException.class),
    CLOSE(ClientClosedException.class);

    private final Class<? extends OrasException> failure;

    Signal(Class<? extends OrasException> failure) {
      this.failure = failure;
    }
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Verb.values())
        .flatMap(verb -> Arrays.stream(Signal.values()).map(signal -> Arguments.of(verb, signal)));
  }

  private static Artifact artifact() {
    return Artifact.of(
        new MediaType("application/vnd.example.thing"), Layer.ofText("content").withTitle("f"));
  }

  private Repository layout() {
    return oras.layout(work.resolve("layout"));
  }

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    try (Oras pushing = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      manifest = pushing.push(registry.host() + "/demo:v1", artifact()).manifest();
      layer = manifest.layers().get(0);
    }
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .retry(RetryPolicy.builder().jitter(false).firstDelay(RETRY).build())
            .timeout(TIMEOUT)
            .testing(hooks -> hooks.clock(time).sleeper(time))
            .build();
    app = oras.repository(registry.host() + "/demo");
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verbThatWaitsForAnAnswerEnds(Verb verb, Signal signal) throws Exception {
    registry.fault(Fault.on(ANY, ".*").hold(gate));
    assertStops(verb, signal, () -> gate.awaitArrival(SafetyLimit.DURATION));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verbThatPausesBeforeItsNextAttemptEnds(Verb verb, Signal signal) throws Exception {
    registry.fault(Fault.on(ANY, ".*").answer(503));
    assertStops(verb, signal, () -> time.awaitSleeper(RETRY));
  }

  /** Returns when the call waits. */
  @FunctionalInterface
  private interface Wait {
    void run() throws Exception;
  }

  private void assertStops(Verb verb, Signal signal, Wait wait) throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              failure.complete(assertThrows(Throwable.class, () -> verb.call.on(this)));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    wait.run();

    switch (signal) {
      case INTERRUPT -> caller.interrupt();
      case DEADLINE -> {
        time.awaitSleeper(TIMEOUT);
        time.advance(TIMEOUT);
      }
      case CLOSE -> oras.close();
    }

    Throwable stopped = failure.get();
    assertSame(signal.failure, stopped.getClass(), stopped::toString);
    assertEquals(signal == Signal.INTERRUPT, interrupted.get());
    caller.join();
    gate.open();
    registry.clearFaults();
    assertEquals(List.of(), Folders.files(work.resolve("out")));
    oras.close();
    threads.awaitEnd();
  }
}
