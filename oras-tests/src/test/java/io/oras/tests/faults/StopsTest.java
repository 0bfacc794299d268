package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.core.Oras;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.Folders;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to stop a call, in each state that the call can wait in. */
class StopsTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofSeconds(7);
  private static final byte[] LARGE = new byte[32 << 20];

  @TempDir Path work;
  private final ManualTime time = new ManualTime();
  private final Threads threads = Threads.now();
  private final RequestGate gate = new RequestGate();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private volatile boolean blocksCredentials;
  private volatile boolean blocksTokens;
  private InProcessRegistry registry;
  private String name;
  private Oras oras;

  /** How a call is stopped. */
  private enum Signal {
    INTERRUPT(OperationCancelledException.class, true) {
      @Override
      void send(StopsTest test, Thread caller) {
        caller.interrupt();
      }
    },
    DEADLINE(DeadlineExceededException.class, false) {
      @Override
      void send(StopsTest test, Thread caller) throws InterruptedException {
        test.time.awaitSleeper(TIMEOUT);
        test.time.advance(TIMEOUT);
      }
    },
    CLOSE(ClientClosedException.class, false) {
      @Override
      void send(StopsTest test, Thread caller) throws IOException {
        test.oras.close();
      }
    };

    private final Class<? extends OrasException> failure;
    private final boolean interrupted;

    Signal(Class<? extends OrasException> failure, boolean interrupted) {
      this.failure = failure;
      this.interrupted = interrupted;
    }

    abstract void send(StopsTest test, Thread caller) throws Exception;
  }

  /** What a call waits for. A state keeps what blocks the call, for one case at a time. */
  @SuppressWarnings("ImmutableEnumChecker")
  private enum State {
    PERMIT {
      private TransportResponse held;

      @Override
      void prepare(StopsTest test) throws Exception {
        held = test.get("manifests/v1");
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.resolve(test.name);
      }

      @Override
      void await(StopsTest test, Thread caller) {
        awaitParked("io.oras.core.http.HostLimits", caller);
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
      void await(StopsTest test, Thread caller) {
        awaitParked("io.oras.core.filesystem.ProcessLock", caller);
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
      void await(StopsTest test, Thread caller) throws Exception {
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
        test.blocksTokens = true;
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.pull(test.name, test.work.resolve("out"));
      }

      @Override
      void await(StopsTest test, Thread caller) throws Exception {
        test.blocked.await();
      }
    },
    CREDENTIALS {
      @Override
      void prepare(StopsTest test) {
        test.blocksCredentials = true;
      }

      @Override
      void call(StopsTest test) throws IOException {
        test.oras.push(test.name, test.artifact());
      }

      @Override
      void await(StopsTest test, Thread caller) throws Exception {
        test.blocked.await();
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
      void await(StopsTest test, Thread caller) throws Exception {
        test.blocked.await();
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
        try (TransportResponse response = test.get("manifests/v1")) {
          response.body().readAllBytes();
        }
      }
    };

    /** Lets the call come to this state. */
    abstract void prepare(StopsTest test) throws Exception;

    abstract void call(StopsTest test) throws IOException;

    /** Returns when the call waits. */
    void await(StopsTest test, Thread caller) throws Exception {
      test.gate.awaitArrival(SafetyLimit.DURATION);
    }

    void release(StopsTest test) throws IOException {}
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(State.values())
        .flatMap(
            state -> Arrays.stream(Signal.values()).map(signal -> Arguments.of(state, signal)));
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
            .credentials(this::credential)
            .transport(new TokenBlockingTransport())
            .retry(RetryPolicy.builder().jitter(false).firstDelay(RETRY).build())
            .connectionsPerHost(1)
            .timeout(TIMEOUT)
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

  private TransportResponse get(String path) throws IOException {
    return oras.registry(registry.host())
        .send(
            TransportRequest.builder()
                .method("GET")
                .uri(registry.uri("/v2/demo/" + path))
                .timeout(SafetyLimit.DURATION)
                .build(),
            "repository:demo:pull,push");
  }

  private void block() throws InterruptedException {
    blocked.countDown();
    new CountDownLatch(1).await();
  }

  /** A provider that hides an interrupt, as foreign code may. */
  private Optional<Credential> credential(CredentialRequest request) {
    if (blocksCredentials) {
      blocksCredentials = false;
      try {
        block();
      } catch (InterruptedException e) {
        throw new IllegalStateException("no credentials", e);
      }
    }
    return Optional.of(Credential.basic("me", "secret"));
  }

  /** A store that hides an interrupt, as foreign code may. */
  private final class BlockingStore implements ReadOnlyTarget {
    @Override
    public Descriptor resolve(String reference) throws IOException {
      try {
        block();
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

  /** A transport that ignores timeouts of requests for tokens. */
  private final class TokenBlockingTransport implements HttpTransport {
    private final HttpTransport transport =
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(new TransportConfig() {});

    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      if (blocksTokens && !request.uri().getPath().startsWith("/v2/")) {
        blocksTokens = false;
        try {
          block();
        } catch (InterruptedException e) {
          throw new TransportException(TransportException.Kind.TRANSIENT, "no answer", e);
        }
      }
      return transport.send(request);
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  private static void awaitParked(String type, Thread thread) {
    while (LockSupport.getBlocker(thread) == null
        || Arrays.stream(thread.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
            .findFirst()
            .filter(type::equals)
            .isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callEndsWithTheExceptionOfItsStopAndLeavesNothing(State state, Signal signal)
      throws Exception {
    state.prepare(this);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              failure.complete(assertThrows(Throwable.class, () -> state.call(this)));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    state.await(this, caller);

    signal.send(this, caller);

    OrasException stopped = (OrasException) failure.get();
    assertSame(signal.failure, stopped.getClass(), stopped::toString);
    assertNotNull(stopped.operation().orElse(null));
    assertEquals(signal.interrupted, interrupted.get());
    caller.join();
    gate.open();
    registry.clearFaults();
    state.release(this);
    assertEquals(List.of(), Folders.files(work.resolve("out")));
    assertEquals(List.of(), temporaryFiles());
    if (signal == Signal.CLOSE) {
      assertThrows(ClientClosedException.class, () -> oras.resolve(name));
    } else {
      oras.resolve(name);
      oras.push(layout(), artifact());
    }
    oras.close();
    threads.awaitEnd();
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> all = Files.walk(work)) {
      return all.filter(file -> !file.equals(work))
          .filter(file -> file.getFileName().toString().startsWith("."))
          .toList();
    }
  }
}
