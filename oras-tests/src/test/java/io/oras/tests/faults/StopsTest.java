package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.ClientClosedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.Folders;
import io.oras.tests.OpenConnections;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to stop a call, in each state that the call can wait in. */
class StopsTest {
  private static final Duration RETRY = Duration.ofSeconds(7);
  private static final byte[] LARGE = new byte[32 << 20];

  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final RequestGate gate = new RequestGate();
  private final BlockingParts parts = new BlockingParts();
  private InProcessRegistry registry;
  private String name;
  private Oras oras;

  /** What a call waits for. A state keeps what blocks the call, for one case at a time. */
  @SuppressWarnings("ImmutableEnumChecker")
  private enum State {
    PERMIT {
      private TransportResponse held;

      @Override
      void prepare(StopsTest test) throws Exception {
        held = test.get("manifests/v1", StopSignal.TIMEOUT.multipliedBy(2));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.resolve(test.name);
      }

      @Override
      void await(StopsTest test) {
        Threads.awaitParked("io.oras.core.http.HostConcurrency");
      }

      @Override
      void release(StopsTest test) {
        held.close();
      }
    },
    LOCK {
      private ProcessLock.Held held;

      @Override
      void prepare(StopsTest test) throws Exception {
        String layout = test.layout();
        test.oras.copy(test.name, layout);
        held = new ProcessLock(SafeFolder.of(test.work.resolve("layout")), "oci-layout").acquire();
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.push(test.layout(), test.artifact());
      }

      @Override
      void await(StopsTest test) {
        Threads.awaitParked("io.oras.core.filesystem.ProcessLock");
      }

      @Override
      void release(StopsTest test) throws IOException {
        held.close();
      }
    },
    PAUSE {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET|HEAD", ".*/manifests/.*").answer(503));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.resolve(test.name);
      }

      @Override
      void await(StopsTest test) throws Exception {
        test.time.awaitSleeper(RETRY);
      }
    },
    SENDING {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("PUT", ".*/blobs/uploads/.*").hold(test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.push(test.name, Artifact.of(Layer.ofBytes(LARGE).withTitle("large")));
      }
    },
    ANSWER {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET|HEAD", ".*/manifests/.*").hold(test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.resolve(test.name);
      }
    },
    ANSWER_TO_A_TASK {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET", ".*/blobs/.*").hold(test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.copy(test.name, test.layout());
      }
    },
    BODY {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET", ".*/blobs/.*").stall(1000, test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.pull(test.name, test.work.resolve("out"));
      }
    },
    TOKEN {
      @Override
      void prepare(StopsTest test) {
        test.parts.blockTokens();
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.pull(test.name, test.work.resolve("out"));
      }

      @Override
      void await(StopsTest test) throws Exception {
        test.parts.await();
      }
    },
    CREDENTIALS {
      @Override
      void prepare(StopsTest test) {
        test.parts.blockCredentials();
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.push(test.name, test.artifact());
      }

      @Override
      void await(StopsTest test) throws Exception {
        test.parts.await();
      }
    },
    OWN_STORE {
      @Override
      void prepare(StopsTest test) {}

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.repository(test.new BlockingStore()).resolve("v1");
      }

      @Override
      void await(StopsTest test) throws Exception {
        test.parts.await();
      }
    },
    RETURNED_STREAM {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET", ".*/blobs/.*").stall(1000, test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, new byte[100_000]);
        String repository = test.registry.host() + "/demo";
        try (InputStream in = test.oras.repository(repository).blobs().open(blob)) {
          in.readAllBytes();
        }
      }
    },
    RETURNED_BODY {
      @Override
      void prepare(StopsTest test) {
        test.registry.fault(Fault.on("GET", ".*/manifests/.*").stall(10, test.gate));
      }

      @Override
      void call(StopsTest test) throws IOException {
        try (TransportResponse response = test.get("manifests/v1", StopSignal.TIMEOUT)) {
          response.body().readAllBytes();
        }
      }
    };

    /** Lets the call come to this state. */
    abstract void prepare(StopsTest test) throws Exception;

    abstract void call(StopsTest test) throws IOException;

    /** Returns when the call waits. */
    void await(StopsTest test) throws Exception {
      test.gate.awaitRequest(SafetyLimit.DURATION);
    }

    void release(StopsTest test) throws IOException {}
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(State.values())
        .flatMap(
            state -> Arrays.stream(StopSignal.values()).map(signal -> Arguments.of(state, signal)));
  }

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.builder().auth(Auth.token("me", "secret")).start();
    name = registry.host() + "/demo:v1";
    try (Oras pushing =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .credential(registry.host(), Credential.basic("me", "secret"))
            .build()) {
      pushing.push(name, artifact());
    }
    oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .credentials(parts::credential)
            .transport(parts.transport())
            .retry(RetryPolicy.builder().jitter(false).firstDelay(RETRY).build())
            .connectionsPerHost(1)
            .timeout(StopSignal.TIMEOUT)
            .testing(hooks -> hooks.clock(time).sleeper(time))
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private Artifact artifact() {
    return Artifact.of(Layer.ofBytes(new byte[100_000]).withTitle("f"));
  }

  private String layout() {
    return "oci-layout://" + work.resolve("layout") + "#v1";
  }

  private TransportResponse get(String path, Duration timeout) throws IOException {
    return oras.registry(registry.host())
        .with(o -> o.timeout(timeout))
        .send(
            TransportRequest.builder()
                .method("GET")
                .uri(registry.uri("/v2/demo/" + path))
                .timeout(SafetyLimit.DURATION)
                .build(),
            "repository:demo:pull,push");
  }

  /** A store that hides an interrupt, as foreign code may. */
  private final class BlockingStore implements ReadOnlyTarget {
    @Override
    public Descriptor resolve(String reference) throws IOException {
      try {
        parts.block();
      } catch (InterruptedException e) {
        throw new IOException("the store failed", e);
      }
      throw new AssertionError("nobody ends this");
    }

    @Override
    public boolean exists(Descriptor descriptor) {
      return false;
    }

    @Override
    public InputStream fetch(Descriptor descriptor) {
      return InputStream.nullInputStream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callEndsWithTheExceptionOfItsStopAndLeavesNothing(State state, StopSignal signal)
      throws Exception {
    state.prepare(this);
    time.awaitNoSleeper(StopSignal.TIMEOUT);
    FailingCall call = new FailingCall(() -> state.call(this));
    state.await(this);

    signal.send(call.thread(), time, oras);

    call.assertStoppedBy(signal);
    gate.open();
    registry.clearFaults();
    state.release(this);
    assertEquals(List.of(), Folders.files(work.resolve("out")));
    assertEquals(List.of(), Folders.temporary(work));
    if (signal == StopSignal.CLOSE) {
      assertThrows(ClientClosedException.class, () -> oras.resolve(name));
    } else {
      oras.resolve(name);
      oras.push(layout(), artifact());
    }
    oras.close();
    threads.awaitEnd();
    OpenConnections.awaitNone(registry);
  }
}
