package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.Target;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The owner of an open response closes the response, even if a later step fails. There is one
 * connection for each host, so that an operation after a lost response would wait for ever.
 */
class OpenResponsesTest {
  private static final byte[] CONTENT = new byte[100_000];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  private static final Digest BLOB = Digest.of(CONTENT);
  private static final Descriptor LAYER = Descriptor.of(MediaType.OCI_LAYER, CONTENT);

  @TempDir Path folder;
  private InProcessRegistry registry;
  private BrittleTransport transport;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    transport = newTransport();
    open(false);
    oras.push(name("demo"), Artifact.of(Layer.ofBytes(CONTENT).withTitle("f")));
    oras.attach(
        name("demo"), Artifact.of(Layer.ofBytes(new byte[] {2})).withType(new MediaType("a/b")));
  }

  private static BrittleTransport newTransport() {
    return new BrittleTransport(
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(new TransportConfig() {}));
  }

  private void open(boolean cached) {
    var builder =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(t -> t.sleeper(duration -> {}))
            .connectionsPerHost(1)
            .transport(transport);
    oras = (cached ? builder.cache(folder.resolve("cache")) : builder).build();
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private String name(String repository) {
    return registry.host() + "/" + repository + ":v1";
  }

  private Blobs blobs() {
    return oras.open(registry.host() + "/demo").blobs();
  }

  /** Something that is done with a registry. */
  @FunctionalInterface
  private interface Use {
    void run(OpenResponsesTest test, int number) throws IOException;
  }

  private static Arguments use(String name, Use use) {
    return Arguments.of(name, use);
  }

  static Stream<Arguments> uses() {
    return Stream.of(
        use("pull", (t, n) -> t.oras.pull(t.name("demo"), t.folder.resolve("pull" + n))),
        use(
            "push",
            (t, n) -> t.oras.push(t.name("push" + n), Artifact.of(Layer.ofBytes(new byte[] {1})))),
        use("copy", (t, n) -> t.oras.copy(t.name("demo"), t.name("copy" + n))),
        use(
            "copy with referrers to memory",
            (t, n) ->
                t.oras.copy(
                    t.name("demo"),
                    "memory://copy" + n + "#v1",
                    CopyOptions.builder().includeReferrers(true).build())),
        use("discover", (t, n) -> t.oras.discover(t.name("demo"), DiscoverOptions.defaults())),
        use("tags", (t, n) -> t.oras.at(t.name("demo")).repository().tags(o -> o.limit(10))),
        use("resolve", (t, n) -> t.oras.resolve(t.name("demo"))),
        use("download", (t, n) -> t.blobs().download(BLOB, t.folder.resolve("f" + n))),
        use("part of a blob", (t, n) -> t.blobs().readRange(LAYER, 10, 10)),
        use("ping", (t, n) -> t.oras.registry(t.registry.host()).ping()),
        use(
            "stream from one repository to another",
            (t, n) -> {
              try (InputStream in = t.blobs().open(LAYER)) {
                t.oras
                    .open(t.registry.host() + "/stream" + n)
                    .blobs()
                    .push(MediaType.OCI_LAYER, in);
              }
            }));
  }

  private void breakEachStep(Use use) throws IOException {
    int step = 0;
    do {
      transport.breakAt(++step);
      try {
        use.run(this, step);
      } catch (IOException | IllegalStateException e) {
        // What it is does not matter here.
      }
      int broken = step;
      assertEquals(0, transport.open(), () -> "open after step " + broken + " broke");
    } while (transport.isBroken());
    assertTrue(step > 3, "only " + step + " steps");
    transport.breakAt(0);
    use.run(this, 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void everyResponseIsClosedWhicheverStepBreaks(String name, Use use) throws IOException {
    breakEachStep(use);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void everyResponseIsClosedWhicheverStepBreaksBehindACache(String name, Use use)
      throws IOException {
    oras.close();
    transport = newTransport();
    open(true);
    breakEachStep(use);
  }

  @Test
  void everyResponseIsClosedWhicheverStepBreaksBehindARedirect() throws IOException {
    try (InProcessRegistry other = InProcessRegistry.start()) {
      oras.push(other.host() + "/demo:v1", Artifact.of(Layer.ofBytes(CONTENT).withTitle("f")));
      String url = "http://" + other.host() + "/v2/demo/blobs/" + BLOB;
      registry.fault(Fault.on("GET", "/v2/demo/blobs/" + BLOB).redirect(307, url));
      breakEachStep((t, n) -> t.oras.pull(t.name("demo"), folder.resolve("out" + n)));
      registry.clearFaults();
      for (String place : List.of("ftp://x/", "http://[", "//", "")) {
        registry.fault(Fault.on("GET", "/v2/demo/blobs/" + BLOB).redirect(307, place));
        assertThrows(
            IOException.class, () -> oras.pull(name("demo"), folder.resolve("refused")), place);
        assertEquals(0, transport.open(), place);
        registry.clearFaults();
      }
      oras.pull(name("demo"), folder.resolve("end"));
    }
  }

  static Stream<Arguments> brokenCaches() {
    return Stream.of("blobs", "blobs/sha256", "ingest", "index.json")
        .flatMap(place -> Stream.of(Arguments.of(place, false), Arguments.of(place, true)));
  }

  /** A cache in which something else stands where it wants to write. */
  @ParameterizedTest
  @MethodSource("brokenCaches")
  void aCacheThatCannotBeWrittenKeepsNoConnection(String place, boolean virtual) throws Exception {
    ExecutorService threads = virtual ? virtualThreads() : Executors.newFixedThreadPool(2);
    oras.close();
    transport = newTransport();
    open(true);
    try {
      oras.fetch(name("demo")); // So that the first to be written is a blob.
      Path broken = folder.resolve("cache").resolve(place);
      boolean file = Files.isRegularFile(broken);
      Path moved = folder.resolve("moved");
      Files.createDirectories(file ? folder : broken);
      Files.move(broken, moved);
      if (file) {
        Files.createDirectory(broken);
      } else {
        Files.createFile(broken);
      }
      for (int i = 0; i < 4; i++) {
        Path into = folder.resolve("broken" + i);
        try {
          threads.submit(() -> oras.pull(name("demo"), into)).get();
        } catch (ExecutionException e) {
          assertTrue(e.getCause() instanceof IOException, () -> "" + e.getCause());
        }
        assertEquals(0, transport.open());
      }
      Files.delete(broken);
      Files.move(moved, broken);
      Path into = folder.resolve("well");
      threads.submit(() -> oras.pull(name("demo"), into)).get();
      assertArrayEquals(CONTENT, Files.readAllBytes(into.resolve("f")));
    } finally {
      threads.shutdownNow();
    }
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      Assumptions.abort("this JDK has no virtual threads");
    } catch (InvocationTargetException e) {
      Assumptions.abort("this JDK has virtual threads as a preview only");
    }
    throw new IllegalStateException();
  }

  @Test
  void aReaderThatFailsKeepsNoConnection() throws IOException {
    for (Throwable failure :
        List.of(new IOException("a"), new IllegalStateException("b"), new AssertionError("c"))) {
      assertThrows(
          failure.getClass(),
          () -> {
            try (InputStream in = blobs().open(BLOB)) {
              in.read();
              raise(failure);
            }
          });
      assertEquals(0, transport.open());
    }
    oras.pull(name("demo"), folder);
  }

  private static void raise(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) failure;
  }

  /** A store that fails at one of its calls, before or while it reads content. */
  private static final class BrittleStore implements Target {
    private final Target store;
    private int left;

    BrittleStore(Target store, int step) {
      this.store = store;
      this.left = step;
    }

    private synchronized void step() {
      if (left-- == 1) {
        throw new IllegalStateException("this step breaks");
      }
    }

    private synchronized boolean isBroken() {
      return left <= 0;
    }

    @Override
    public InputStream fetch(Descriptor descriptor) throws IOException {
      step();
      return store.fetch(descriptor);
    }

    @Override
    public boolean exists(Descriptor descriptor) throws IOException {
      step();
      return store.exists(descriptor);
    }

    @Override
    public Descriptor resolve(String reference) throws IOException {
      step();
      return store.resolve(reference);
    }

    @Override
    public void push(Descriptor expected, ContentSource content) throws IOException {
      step();
      try (InputStream in = content.open()) {
        step();
        in.read();
        step();
        in.transferTo(OutputStream.nullOutputStream());
        step();
      }
    }

    @Override
    public void tag(Descriptor descriptor, String tag) {
      step();
    }

    @Override
    public void close() {}
  }

  @Test
  void aStoreThatFailsKeepsNoConnection() throws IOException {
    try (Repository source = oras.at(name("demo")).repository();
        Repository memory = oras.memory()) {
      int step = 0;
      BrittleStore store;
      do {
        store = new BrittleStore(memory, ++step);
        try {
          oras.copy(source.at("v1"), oras.repository(store).at("v1"));
        } catch (IllegalStateException e) {
          assertEquals("this step breaks", e.getMessage());
        }
        assertEquals(0, transport.open());
      } while (store.isBroken());
      assertTrue(step > 6, "only " + step + " steps");
    }
  }
}
