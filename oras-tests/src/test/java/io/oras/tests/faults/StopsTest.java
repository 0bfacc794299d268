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
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.Folders;
import io.oras.tests.ManualTime;
import io.oras.tests.OpenConnections;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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
 * Each way to stop a call that waits within a transfer, or in the hands of its caller. {@link
 * EveryVerbStopsTest} has the states that each request waits in, {@link EveryLayoutVerbStopsTest}
 * has locks.
 */
class StopsTest {
  private static final byte[] LARGE = new byte[32 << 20];

  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final RequestGate gate = new RequestGate();
  private final BlockingParts parts = new BlockingParts();
  private InProcessRegistry registry;
  private String name;
  private Oras oras;

  /** What a call waits for. */
  private enum State {
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
        try (TransportResponse response = test.getManifest()) {
          response.body().readAllBytes();
        }
      }
    };

    /** Lets the call come to this state. */
    abstract void prepare(StopsTest test);

    abstract void call(StopsTest test) throws IOException;

    /** Returns when the call waits. */
    void await(StopsTest test) throws Exception {
      test.gate.awaitRequest(SafetyLimit.DURATION);
    }
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

  private TransportResponse getManifest() throws IOException {
    return oras.registry(registry.host())
        .send(
            TransportRequest.builder()
                .method("GET")
                .uri(registry.uri("/v2/demo/manifests/v1"))
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
    FailingCall call = new FailingCall(() -> state.call(this));
    state.await(this);

    signal.send(call.thread(), time, oras);

    call.assertStoppedBy(signal);
    gate.open();
    registry.clearFaults();
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
