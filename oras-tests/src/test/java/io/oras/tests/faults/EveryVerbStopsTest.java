package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.content.TagLister;
import io.oras.api.error.ClientClosedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.Folders;
import io.oras.tests.ManualTime;
import io.oras.tests.OpenConnections;
import io.oras.tests.registry.Auth;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to stop each verb, in each state in which a request waits. */
class EveryVerbStopsTest {
  private static final Duration RETRY = Duration.ofSeconds(7);
  private static final String ANY = "GET|HEAD|POST|PUT|PATCH|DELETE";

  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final RequestGate gate = new RequestGate();
  private final BlockingParts parts = new BlockingParts();
  private InProcessRegistry registry;
  private Oras oras;
  private Repository app;
  private RawManifest manifest;
  private Descriptor layer;
  private TagLister lister;
  private @Nullable TransportResponse held;

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
    PORT(test -> test.lister.tags(Optional.empty())),
    PING(
        test -> {
          test.oras.registry(test.registry.host()).ping();
          return true;
        }),
    REPOSITORIES(test -> test.oras.registry(test.registry.host()).repositories()),
    SEND(
        test ->
            test.oras.registry(test.registry.host()).send(test.request(), "repository:demo:pull"));

    private final Call call;

    Verb(Call call) {
      this.call = call;
    }
  }

  /** What the call waits for. */
  private enum State {
    ANSWER {
      @Override
      void prepare(EveryVerbStopsTest test) {
        test.registry.fault(Fault.on(ANY, ".*").hold(test.gate));
      }

      @Override
      void await(EveryVerbStopsTest test) throws InterruptedException {
        test.gate.awaitRequest(SafetyLimit.DURATION);
      }
    },
    PAUSE {
      @Override
      void prepare(EveryVerbStopsTest test) {
        test.registry.fault(Fault.on(ANY, ".*").answer(503));
      }

      @Override
      void await(EveryVerbStopsTest test) throws InterruptedException {
        test.time.awaitSleeper(RETRY);
      }
    },
    PERMIT {
      @Override
      void prepare(EveryVerbStopsTest test) throws IOException {
        test.held =
            test.oras
                .registry(test.registry.host())
                .with(o -> o.timeout(StopSignal.TIMEOUT.multipliedBy(2)))
                .send(test.request(), "repository:demo:pull");
      }

      @Override
      void await(EveryVerbStopsTest test) {
        Threads.awaitParked("io.oras.core.http.HostConcurrency");
      }
    },
    TOKEN {
      @Override
      void prepare(EveryVerbStopsTest test) {
        test.parts.blockTokens();
      }

      @Override
      void await(EveryVerbStopsTest test) throws InterruptedException {
        test.parts.await();
      }
    },
    CREDENTIALS {
      @Override
      void prepare(EveryVerbStopsTest test) {
        test.parts.blockCredentials();
      }

      @Override
      void await(EveryVerbStopsTest test) throws InterruptedException {
        test.parts.await();
      }
    };

    /** Lets the next call come to this state. */
    abstract void prepare(EveryVerbStopsTest test) throws IOException;

    /** Returns when the call waits. */
    abstract void await(EveryVerbStopsTest test) throws InterruptedException;
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Verb.values())
        .flatMap(
            verb ->
                Arrays.stream(State.values())
                    .flatMap(
                        state ->
                            Arrays.stream(StopSignal.values())
                                .map(signal -> Arguments.of(verb, state, signal))));
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
    registry = InProcessRegistry.builder().auth(Auth.token("me", "secret")).start();
    try (Oras pushing =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .credentials(parts::credential)
            .build()) {
      manifest = pushing.push(registry.host() + "/demo:v1", artifact()).manifest();
      layer = manifest.layers().get(0);
    }
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .retry(RetryPolicy.builder().jitter(false).firstDelay(RETRY).build())
            .credentials(parts::credential)
            .transport(parts.transport())
            .connectionsPerHost(1)
            .timeout(StopSignal.TIMEOUT)
            .testing(hooks -> hooks.clock(time).sleeper(time))
            .build();
    app = oras.repository(registry.host() + "/demo");
    lister = app.capability(TagLister.class).orElseThrow();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void verbThatWaitsEndsAndLeavesNothing(Verb verb, State state, StopSignal signal)
      throws Exception {
    state.prepare(this);
    FailingCall call = new FailingCall(() -> verb.call.on(this));
    state.await(this);

    signal.send(call.thread(), time, oras);

    call.assertStoppedBy(signal);
    gate.open();
    registry.clearFaults();
    if (held != null) {
      held.close();
    }
    assertEquals(List.of(), Folders.files(work.resolve("out")));
    assertEquals(List.of(), Folders.temporary(work));
    if (signal == StopSignal.CLOSE) {
      assertThrows(ClientClosedException.class, () -> app.resolve("v1"));
    } else {
      oras.registry(registry.host()).ping();
    }
    oras.close();
    threads.awaitEnd();
    OpenConnections.awaitNone(registry);
  }

  private TransportRequest request() {
    return TransportRequest.builder()
        .method("GET")
        .uri(registry.uri("/v2/demo/tags/list"))
        .timeout(SafetyLimit.DURATION)
        .build();
  }
}
