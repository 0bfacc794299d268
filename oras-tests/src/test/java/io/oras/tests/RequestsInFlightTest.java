package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PullOptions;
import io.oras.core.options.PushOptions;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests an operation on 200 small files has in flight. */
class RequestsInFlightTest {
  private static final int FILES = 200;

  /** What every operation sends at the same time. */
  private static final int FEW = 5;

  /** What an operation sends at the same time after it has learned that the line is long. */
  private static final int MORE = 10;

  private static final int MOST = 32;

  /**
   * Responses after which a client has learned: it needs ten for that, and those who work for it
   * begin when a task of at most three requests has ended.
   */
  private static final int LEARNED = 40;

  @TempDir Path folder;
  private InProcessRegistry registry;
  private Line line;
  private Oras oras;

  /**
   * A line on which each request takes the same time, by a clock of the thread that sends it. The
   * requests of tasks wait for each other: first until as many are in flight as every client sends,
   * and after the responses that a client learns from until the expected number is reached. Then no
   * request waits.
   */
  private static final class Line extends UtcClock implements HttpTransport {
    private final HttpTransport transport =
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(new TransportConfig() {});
    private final ThreadLocal<Duration> passed = ThreadLocal.withInitial(() -> Duration.ZERO);
    private final Duration roundTrip;
    private final int expected;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The list of referrers that is asked for before all others. */
    private String first = "none";

    private int inFlight;
    private int most;
    private int responses;
    private int meetings;

    Line(long millis, int expected) {
      this.roundTrip = Duration.ofMillis(millis);
      this.expected = expected;
    }

    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      String path = request.uri().getPath();
      try {
        begin(path.matches(".*/(blobs|referrers)/.*") && !path.endsWith(first));
        return transport.send(request);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      } finally {
        passed.set(passed.get().plus(roundTrip));
        end();
      }
    }

    private void begin(boolean waits) throws InterruptedException {
      lock.lock();
      try {
        int meeting = meetings;
        inFlight++;
        most = Math.max(most, inFlight);
        if (inFlight >= (responses < LEARNED ? Math.min(FEW, expected) : expected)) {
          meetings++;
          changed.signalAll();
        }
        while (waits && meeting == meetings && most < expected) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      lock.lock();
      try {
        inFlight--;
        responses++;
      } finally {
        lock.unlock();
      }
    }

    /** Returns how many requests have been in flight at most. */
    int most() {
      lock.lock();
      try {
        return most;
      } finally {
        lock.unlock();
      }
    }

    /** Begins to count anew, for a client that has learned. */
    void countAnew() {
      lock.lock();
      try {
        most = 0;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      transport.close();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(passed.get());
    }
  }

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private OrasBuilder over(long millis, int expected) {
    line = new Line(millis, expected);
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .testing(t -> t.environment(Environment.of(Map.of(), Path.of("home"), "Linux")))
        .testing(t -> t.clock(line))
        .transport(line);
  }

  private static Artifact artifact() {
    return Artifact.of(
        IntStream.range(0, FILES)
            .mapToObj(
                i ->
                    Layer.ofBytes(("file " + i).getBytes(StandardCharsets.UTF_8))
                        .withTitle("f" + i))
            .toArray(Layer[]::new));
  }

  private String name(String repository) {
    return registry.host() + "/" + repository + ":v1";
  }

  private void pushed() throws IOException {
    try (Oras before = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      before.push(name("demo"), artifact());
    }
  }

  private void assertInFlight(int atLeast, int atMost) {
    int most = line.most();
    assertTrue(most >= atLeast && most <= atMost, "in flight: " + most);
  }

  @Test
  void pushFillsALongLine() throws IOException {
    oras = over(30, MORE).build();
    oras.push(name("demo"), artifact());
    assertInFlight(MORE, MOST);
  }

  @Test
  void pullFillsALongLine() throws IOException {
    pushed();
    oras = over(30, MORE).build();
    oras.pull(name("demo"), folder);
    assertInFlight(MORE, MOST);
  }

  @Test
  void copyInOneRegistryFillsALongLine() throws IOException {
    pushed();
    oras = over(30, MORE).build();
    oras.copy(name("demo"), name("copy"));
    assertInFlight(MORE, MOST);
  }

  @Test
  void copyToALayoutFillsALongLine() throws IOException {
    pushed();
    oras = over(30, MORE).build();
    try (var layout = oras.layout(folder)) {
      oras.copy(oras.repository(registry.host() + "/demo").at("v1"), layout.at("v1"));
    }
    assertInFlight(MORE, MOST);
  }

  @Test
  void discoverAsksForTheReferrersOfSeveralReferrersAtTheSameTime() throws IOException {
    Digest subject =
        registry.addManifest(
            "demo", "v1", MediaType.OCI_INDEX.value(), index("").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < FILES; i++) {
      String text =
          """
          ,"annotations":{"n":"%s"},"subject":{"mediaType":"%s","digest":"%s","size":%s}"""
              .formatted(i, MediaType.OCI_INDEX, subject, index("").length());
      registry.addManifest(
          "demo",
          "r" + i,
          MediaType.OCI_INDEX.value(),
          index(text).getBytes(StandardCharsets.UTF_8));
    }
    oras = over(30, MORE).build();
    line.first = subject.toString();
    assertEquals(FILES, oras.discover(name("demo")).referrers().size());
    assertInFlight(MORE, MOST);
    assertEquals(FILES + 2, registry.requests().size(), "each list is asked for once");
  }

  private static String index(String more) {
    return """
        {"schemaVersion":2,"mediaType":"%s","manifests":[]%s}"""
        .formatted(MediaType.OCI_INDEX, more);
  }

  @Test
  void fiveAreEnoughOnAFastLine() throws IOException {
    oras = over(1, FEW).build();
    oras.push(name("demo"), artifact());
    oras.pull(name("demo"), folder);
    oras.copy(name("demo"), name("copy"));
    assertInFlight(FEW, FEW);
  }

  @Test
  void theNumberOfAnOptionIsNotExceeded() throws IOException {
    oras = over(30, 8).build();
    oras.push(name("demo"), artifact(), PushOptions.builder().concurrency(8).build());
    oras.pull(name("demo"), folder, PullOptions.builder().concurrency(8).build());
    oras.copy(name("demo"), name("copy"), CopyOptions.builder().concurrency(8).build());
    assertInFlight(8, 8);
  }

  @Test
  void theConnectionsOfAHostAreNotExceeded() throws IOException {
    oras = over(30, 7).connectionsPerHost(7).build();
    oras.push(name("demo"), artifact());
    assertInFlight(7, 7);
  }

  @Test
  void whatWasLearnedIsKeptForTheNextOperation() throws IOException {
    oras = over(30, MORE).build();
    oras.push(name("demo"), artifact());
    line.countAnew();
    oras.pull(name("demo"), folder);
    assertInFlight(MORE, MOST);
  }
}
