package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferEvent.WarningReceived;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Evidence;
import io.oras.api.spi.SignatureVerifier;
import io.oras.api.spi.Signed;
import io.oras.api.spi.Signer;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.spi.Verdict;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layout that keeps what is read from registries. */
class CacheTest {
  private static final byte[] CONTENT = new byte[700_000];

  static {
    new Random(7).nextBytes(CONTENT);
  }

  private static final Digest BLOB = Digest.of(CONTENT);

  @TempDir Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private InProcessRegistry registry;
  private Oras oras;
  private String name;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras = newOras();
    name = registry.host() + "/a:v1";
    oras.push(name, Artifact.of(Layer.ofBytes(CONTENT).withTitle("f.bin")));
    registry.clear();
  }

  private Oras newOras() {
    return builder().build();
  }

  private OrasBuilder builder() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .cache(cache())
        .listener(
            event -> {
              if (event instanceof WarningReceived warning) {
                warnings.add(warning.text());
              }
            });
  }

  /** A policy that needs signatures and finds one on everything. */
  private static TrustPolicy trusting() {
    return TrustPolicy.requireAny(
        new SignatureVerifier() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public Verdict verify(Signed signed, Evidence evidence) {
            return new Verdict.Accepted(
                List.of(new Signer("test", "alice", null, Map.of())), List.of());
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path cached() {
    return cache().resolve("blobs/sha256").resolve(BLOB.encoded());
  }

  private byte[] pull(String into) throws IOException {
    oras.pull(name, folder.resolve(into));
    return Files.readAllBytes(folder.resolve(into).resolve("f.bin"));
  }

  private List<String> requests() {
    return registry.requests().stream().map(r -> r.method() + " " + r.path()).toList();
  }

  @Test
  void contentIsFetchedOnceAndTagsAreLookedUpAlways() throws IOException {
    assertArrayEquals(CONTENT, pull("one"));
    assertEquals(List.of("GET /v2/a/manifests/v1", "GET /v2/a/blobs/" + BLOB), requests());
    registry.clear();
    assertArrayEquals(CONTENT, pull("two"));
    assertEquals(List.of("GET /v2/a/manifests/v1"), requests());
    try (Oras layout = Oras.create()) {
      assertEquals(
          oras.fetch(name).descriptor(),
          layout
              .fetch("oci-layout://" + cache() + "#@" + oras.resolve(name).digest())
              .descriptor());
    }
  }

  @Test
  void wrongBytesAreNotKept() throws IOException {
    registry.fault(Fault.on("GET", "/v2/a/blobs/" + BLOB).corrupt());
    assertThrows(IOException.class, () -> pull("one"));
    assertFalse(Files.exists(cached()));
    registry.clearFaults();
    assertArrayEquals(CONTENT, pull("two"));
    assertTrue(Files.exists(cached()));
  }

  private void corrupt(Path file) throws IOException {
    byte[] broken = Files.readAllBytes(file);
    broken[1]++;
    file.toFile().setWritable(true);
    Files.write(file, broken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull", "copy", "read", "download", "pull under a policy"})
  void contentThatIsWrongInTheCacheIsReadFromTheRegistry(String use) throws IOException {
    pull("one");
    corrupt(cached());
    registry.clear();
    switch (use) {
      case "pull" -> assertArrayEquals(CONTENT, pull("two"));
      case "copy" -> oras.copy(name, "oci-layout://" + folder.resolve("layout") + "#v1");
      case "read" -> assertArrayEquals(CONTENT, blobs(oras).read(BLOB));
      case "download" -> blobs(oras).download(BLOB, folder.resolve("f.bin"));
      default -> {
        try (Oras checking = builder().trust(trusting()).build()) {
          checking.pull(name, folder.resolve("two"));
        }
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("two/f.bin")));
      }
    }
    assertEquals(
        1,
        requests().stream().filter(("GET /v2/a/blobs/" + BLOB)::equals).count(),
        () -> "" + requests());
    assertEquals(List.of("had wrong content for " + BLOB + ", now removed"), warnings);
    assertArrayEquals(CONTENT, Files.readAllBytes(cached()));
  }

  @Test
  void manifestThatIsWrongInTheCacheIsReadFromTheRegistry() throws IOException {
    Descriptor manifest = oras.resolve(name);
    oras.repository(registry.host() + "/a").pushManifest(ImageIndex.of(List.of(manifest)), "all");
    String all = registry.host() + "/a:all";
    oras.copy(all, "oci-layout://" + folder.resolve("one") + "#all");
    corrupt(cache().resolve("blobs/sha256").resolve(manifest.digest().encoded()));
    registry.clear();
    oras.copy(all, "oci-layout://" + folder.resolve("two") + "#all");
    assertTrue(
        requests().contains("GET /v2/a/manifests/" + manifest.digest()), () -> "" + requests());
    assertEquals(List.of("had wrong content for " + manifest.digest() + ", now removed"), warnings);
  }

  @Test
  void streamOfContentThatIsWrongInTheCacheFailsAndTheNextOneIsRight() throws IOException {
    pull("one");
    corrupt(cached());
    try (InputStream in = blobs(oras).open(BLOB)) {
      ContentVerificationException e =
          assertThrows(ContentVerificationException.class, in::readAllBytes);
      assertTrue(e.getMessage().contains("cache, from which it is removed now"), e.getMessage());
    }
    try (InputStream in = blobs(oras).open(BLOB)) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
  }

  @Test
  void aReaderThatStopsLeavesNothing() throws IOException {
    ImageManifest image = (ImageManifest) oras.fetch(name).view().orElseThrow();
    try (InputStream in = oras.at(name).repository().fetch(image.layers().get(0))) {
      assertEquals(CONTENT[0] & 0xff, in.read());
    }
    assertFalse(Files.exists(cached()));
    try (Stream<Path> pending = Files.list(cache().resolve("ingest"))) {
      assertEquals(0, pending.count());
    }
  }

  @Test
  void contentThatCannotBeRemovedFromTheCacheIsReadFromTheRegistry() throws IOException {
    pull("one");
    corrupt(cached());
    Files.writeString(cache().resolve("index.json"), "no index");
    assertArrayEquals(CONTENT, pull("two"));
    assertTrue(
        warnings.stream().anyMatch(text -> text.contains("from which it cannot be removed: ")),
        warnings::toString);
  }

  private Blobs blobs(Oras client) {
    return client.open(registry.host() + "/a").blobs();
  }

  @Test
  void noCapabilityIsLost() throws IOException {
    oras.attach(
        name,
        Artifact.of(MediaType.UNKNOWN_ARTIFACT, Layer.ofBytes(new byte[] {1}).withTitle("x")));
    assertEquals(1, oras.discover(name).referrers().size());
    assertEquals(List.of("v1"), oras.at(name).repository().tags());
    assertEquals(CONTENT.length, blobs(oras).resolve(BLOB).size());
    registry.clear();
    oras.copy(name, registry.host() + "/b:v1");
    assertTrue(
        registry.requests().stream()
            .anyMatch(r -> r.method().equals("POST") && r.query().contains(BLOB.encoded())),
        () -> "" + registry.requests());
    assertFalse(requests().contains("GET /v2/a/blobs/" + BLOB));
  }

  @Test
  void severalMayShareIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> pulls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Path into = folder.resolve("p" + i);
        pulls.add(
            threads.submit(
                () -> {
                  try (Oras own = newOras()) {
                    own.pull(name, into);
                  }
                  return Files.readAllBytes(into.resolve("f.bin"));
                }));
      }
      for (Future<byte[]> pull : pulls) {
        assertArrayEquals(CONTENT, pull.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(cached()));
  }

  @Test
  void downloadThatWasStoppedContinuesWithACacheToo() throws IOException {
    int arrived = 300_000;
    Path file = folder.resolve("f.bin");
    Path partial = folder.resolve(".f.bin." + BLOB.shortened() + ".part");
    Files.write(partial, Arrays.copyOf(CONTENT, arrived));
    List<Long> progress = new CopyOnWriteArrayList<>();
    try (Oras own =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(cache())
            .listener(
                event -> {
                  if (event instanceof BlobProgressed progressed) {
                    progress.add(progressed.transferred());
                  }
                })
            .build()) {
      blobs(own).download(BLOB, file);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals(
        List.of("bytes=" + arrived + "-" + (CONTENT.length - 1)),
        registry.requests().stream()
            .filter(request -> request.method().equals("GET"))
            .map(request -> request.header("Range").orElse("whole"))
            .toList());
    assertEquals(CONTENT.length, progress.get(progress.size() - 1));
    // What was downloaded is in the cache, and comes from there the next time.
    registry.clear();
    Files.delete(file);
    blobs(oras).download(BLOB, file);
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertFalse(requests().contains("GET /v2/a/blobs/" + BLOB), () -> "" + requests());
  }

  @Test
  void manifestAboveTheLimitIsRefusedWithACacheToo() throws IOException {
    Artifact large =
        Artifact.of(Layer.ofText("x").withTitle("f")).withAnnotation("long", "x".repeat(2000));
    Descriptor manifest = oras.push(registry.host() + "/a:large", large).manifest().descriptor();
    try (Oras strict =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(cache())
            .limits(limits -> limits.manifestBytes(1000))
            .build()) {
      Repository a = strict.repository(registry.host() + "/a");
      assertThrows(LimitExceededException.class, () -> a.fetch("large"));
      assertThrows(LimitExceededException.class, () -> a.fetchManifest(manifest).close());
      assertThrows(
          LimitExceededException.class,
          () -> strict.copy(a.at(manifest.digest()), strict.memory().at("large")));

      oras.fetch(registry.host() + "/a:large");
      assertThrows(LimitExceededException.class, () -> a.fetch("large"));
      assertThrows(
          LimitExceededException.class,
          () -> strict.copy(a.at(manifest.digest()), strict.memory().at("large")));
    }
  }
}
