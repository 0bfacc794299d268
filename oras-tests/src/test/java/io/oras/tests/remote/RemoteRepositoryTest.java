package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.core.options.UploadMethod.Kind;
import io.oras.core.registry.RemoteRegistry;
import io.oras.core.registry.RemoteRepository;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import io.oras.tests.registry.RegistryBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through the request chain and the JDK's client to the in-process registry. */
class RemoteRepositoryTest {
  private static final int SIZE = 1 << 20;
  private static final byte[] CONTENT = random(SIZE);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);
  private static final String UPLOADS = ".*/blobs/uploads/.+";
  private static final String BLOBS = ".*/blobs/sha256:.*";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private RegistrySettings settings = RegistrySettings.defaults();

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private InProcessRegistry start(RegistryBuilder builder) throws IOException {
    InProcessRegistry registry = builder.start();
    opened.add(registry);
    return registry;
  }

  private RemoteRepository demo(InProcessRegistry registry) {
    return program(null).repository(new RepositoryName(registry.host(), "demo"));
  }

  private Program program(Path stateFolder) {
    Program program = new Program(settings, stateFolder);
    opened.add(0, program);
    return program;
  }

  private static RawManifest manifest(Descriptor subject, Descriptor... layers) {
    return new JsonManifestCodec()
        .write(
            new ImageManifest(
                MediaType.OCI_MANIFEST,
                MediaType.UNKNOWN_ARTIFACT,
                Descriptor.EMPTY_JSON,
                List.of(layers),
                subject,
                Map.of()));
  }

  private static List<String> lines(InProcessRegistry registry) {
    return registry.requests().stream()
        .map(LoggedRequest::line)
        .map(line -> line.replaceAll("uploads/.+", "uploads/ID").replaceAll("sha256:.*", "DIGEST"))
        .toList();
  }

  @Test
  @Tag("DIST-PUSH-01")
  void nothingIsAskedTwice() throws IOException {
    InProcessRegistry registry = start(InProcessRegistry.builder());
    RemoteRepository demo = demo(registry);
    for (Descriptor blob : List.of(Descriptor.EMPTY_JSON, BLOB)) {
      byte[] bytes = blob.embedded().orElse(CONTENT);
      assertFalse(demo.exists(blob));
      demo.push(blob, ContentSource.ofBytes(bytes));
    }
    demo.pushReference(manifest(null, BLOB), "v1");
    assertEquals(
        List.of(
            "HEAD /v2/demo/blobs/DIGEST",
            "POST /v2/demo/blobs/uploads/",
            "PUT /v2/demo/blobs/uploads/ID",
            "HEAD /v2/demo/blobs/DIGEST",
            "POST /v2/demo/blobs/uploads/",
            "PUT /v2/demo/blobs/uploads/ID",
            "PUT /v2/demo/manifests/v1"),
        lines(registry));

    registry.clear();
    RawManifest found = demo.fetchReference("v1");
    assertEquals(manifest(null, BLOB), found);
    for (Descriptor child : found.view().orElseThrow().children()) {
      try (InputStream in = demo.fetch(child)) {
        assertEquals(child.size(), in.readAllBytes().length);
      }
    }
    assertEquals(
        List.of(
            "GET /v2/demo/manifests/v1", "GET /v2/demo/blobs/DIGEST", "GET /v2/demo/blobs/DIGEST"),
        lines(registry));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void uploadsSurviveFaults(Kind how, @TempDir Path folder) throws IOException {
    UploadMethod upload =
        switch (how) {
          case MONOLITHIC -> UploadMethod.monolithic();
          case WHOLE_PATCH -> UploadMethod.wholePatch();
          case CHUNKED -> UploadMethod.chunked(SIZE / 4 + 1);
        };
    settings = RegistrySettings.builder().upload(upload).build();
    Path file = Files.write(folder.resolve("f"), CONTENT);
    String sending = how == Kind.MONOLITHIC ? "PUT" : "PATCH";
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      faults.add(Fault.on(sending, UPLOADS).nth(1).cutRequest(i * 29_000L));
    }
    for (String method : List.of("PUT", sending)) {
      faults.add(Fault.on(method, UPLOADS).nth(1).noAnswer());
      faults.add(Fault.on(method, UPLOADS).first(2).noAnswer());
      for (int status : new int[] {404, 408, 429, 500, 502, 503, 504, 521}) {
        faults.add(Fault.on(method, UPLOADS).nth(1).answer(status));
      }
      faults.add(Fault.on(method, UPLOADS).nth(1).status(500));
      faults.add(Fault.on(method, UPLOADS).nth(1).answer(500, "text/html", "<html>").unread());
    }
    faults.add(Fault.on("PATCH", UPLOADS).nth(2).answer(416));
    faults.add(Fault.on("POST", ".*").nth(1).noAnswer());
    InProcessRegistry registry = start(InProcessRegistry.builder());
    for (int i = 0; i < faults.size(); i++) {
      for (ContentSource content :
          List.of(ContentSource.ofFile(file), ContentSource.ofBytes(CONTENT))) {
        String name = "r" + i + (content.file().isPresent() ? "/file" : "/bytes");
        registry.clearFaults();
        registry.fault(faults.get(i));
        program(null).repository(new RepositoryName(registry.host(), name)).push(BLOB, content);
        assertArrayEquals(CONTENT, registry.blob(name, BLOB.digest()).orElseThrow(), name);
      }
    }
  }

  @Test
  void streamOfUnknownLengthSurvivesAFaultAtEveryChunk() throws IOException {
    settings = RegistrySettings.builder().upload(UploadMethod.chunked(SIZE / 8 + 1)).build();
    InProcessRegistry registry = start(InProcessRegistry.builder());
    int repositories = 0;
    for (int chunk = 1; chunk <= 8; chunk++) {
      for (Fault at :
          List.of(
              Fault.on("PATCH", UPLOADS).nth(chunk).cutRequest(1000),
              Fault.on("PATCH", UPLOADS).nth(chunk).noAnswer(),
              Fault.on("PATCH", UPLOADS).nth(chunk).answer(503),
              Fault.on("PATCH", UPLOADS).nth(chunk).answer(416))) {
        registry.clearFaults();
        registry.fault(at);
        String name = "r" + repositories++;
        assertEquals(
            BLOB,
            program(null)
                .repository(new RepositoryName(registry.host(), name))
                .pushStream(MediaType.OCTET_STREAM, new ByteArrayInputStream(CONTENT)));
        assertArrayEquals(CONTENT, registry.blob(name, BLOB.digest()).orElseThrow());
        assertEquals(0, registry.openUploads());
      }
    }
  }

  @Test
  void streamGoesOutWholeWhereChunksAreRefused() throws IOException {
    settings = RegistrySettings.builder().upload(UploadMethod.chunked(SIZE / 8)).build();
    InProcessRegistry registry = start(InProcessRegistry.builder());
    registry.fault(Fault.on("PATCH", UPLOADS).nth(1).answer(405));
    assertEquals(
        BLOB, demo(registry).pushStream(MediaType.OCTET_STREAM, new ByteArrayInputStream(CONTENT)));
    assertArrayEquals(CONTENT, registry.blob("demo", BLOB.digest()).orElseThrow());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-11")
  @ValueSource(booleans = {true, false})
  void chunksAreAsLongAsTheRegistryWants(boolean inFile, @TempDir Path folder) throws IOException {
    settings = RegistrySettings.builder().upload(UploadMethod.chunked(1000)).build();
    InProcessRegistry registry = start(InProcessRegistry.builder().chunkMinLength(SIZE / 3));
    Path file = Files.write(folder.resolve("f"), CONTENT);
    demo(registry).push(BLOB, inFile ? ContentSource.ofFile(file) : ContentSource.ofBytes(CONTENT));
    assertEquals(4, registry.requests().stream().filter(r -> r.method().equals("PATCH")).count());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void downloadsGoOnAfterCuts(boolean ranges) throws IOException {
    InProcessRegistry registry = start(InProcessRegistry.builder().ranges(ranges));
    registry.addBlob("demo", CONTENT);
    for (int i = 0; i < 10; i++) {
      registry.clearFaults();
      registry.fault(Fault.on("GET", BLOBS).nth(1).cutResponse(i * 110_000L));
      registry.fault(Fault.on("GET", BLOBS).nth(2).unknownLength());
      try (InputStream in = demo(registry).fetch(BLOB)) {
        assertArrayEquals(CONTENT, in.readAllBytes());
      }
    }
  }

  @Test
  void corruptDownloadFails() throws IOException {
    InProcessRegistry registry = start(InProcessRegistry.builder());
    registry.addBlob("demo", CONTENT);
    registry.fault(Fault.on("GET", BLOBS).corrupt());
    try (InputStream in = demo(registry).fetch(BLOB)) {
      assertThrows(ContentVerificationException.class, in::readAllBytes);
    }
  }

  @Test
  void stoppedDownloadGoesOnInAnotherProgram(@TempDir Path folder) throws IOException {
    InProcessRegistry registry = start(InProcessRegistry.builder());
    registry.addBlob("demo", CONTENT);
    registry.fault(Fault.on("GET", BLOBS).cutResponse(100_000));
    Path file = folder.resolve("blob");
    assertThrows(IOException.class, () -> demo(registry).download(BLOB, file, total -> {}));
    assertFalse(Files.exists(file));
    registry.clearFaults();
    registry.clear();
    demo(registry).download(BLOB, file, total -> {});
    assertTrue(registry.requests().get(0).header("Range").orElse("").startsWith("bytes="));
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
  }

  @Test
  void blobIsMountedOrUploaded() throws IOException {
    for (boolean mounts : new boolean[] {true, false}) {
      InProcessRegistry registry = start(InProcessRegistry.builder().mounts(mounts));
      registry.addBlob("base", CONTENT);
      RepositoryName base = new RepositoryName(registry.host(), "base");
      boolean mounted = demo(registry).mount(BLOB, base, ContentSource.ofBytes(CONTENT));
      assertEquals(mounts, mounted);
      assertArrayEquals(CONTENT, registry.blob("demo", BLOB.digest()).orElseThrow());
    }
  }

  @Test
  void listsAreReadToTheirEnd() throws IOException {
    InProcessRegistry registry =
        start(InProcessRegistry.builder().pageSize(2).missingReferences(true));
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "t" + i).toList();
    for (String name : names) {
      byte[] bytes = manifest(null).bytes();
      registry.addManifest("demo", name, MediaType.OCI_MANIFEST.value(), bytes);
      registry.addManifest(name, "v1", MediaType.OCI_MANIFEST.value(), bytes);
    }
    try (Stream<String> tags = demo(registry).tags(Optional.empty())) {
      assertEquals(names, tags.toList());
    }
    try (Stream<String> tags = demo(registry).tags(Optional.of("t3"), 1)) {
      assertEquals(names.subList(4, 7), tags.toList());
    }
    RemoteRegistry whole =
        new RemoteRegistry(program(null).context(), Program.operation(), registry.host());
    whole.ping();
    try (Stream<String> repositories = whole.repositories("demo", 0)) {
      assertEquals(names, repositories.toList());
    }
  }

  @Test
  void tagsGoAloneOrNotAtAll() throws IOException {
    for (boolean deletes : new boolean[] {true, false}) {
      InProcessRegistry registry =
          start(InProcessRegistry.builder().deletes(deletes).missingReferences(true));
      RemoteRepository demo = demo(registry);
      demo.push(manifest(null), List.of("a", "b"));
      if (deletes) {
        demo.untag("a");
        assertEquals(List.of("b"), registry.tags("demo"));
        demo.delete(manifest(null).descriptor());
        assertEquals(List.of(), registry.tags("demo"));
      } else {
        UnsupportedException e = assertThrows(UnsupportedException.class, () -> demo.untag("a"));
        assertTrue(String.valueOf(e.getMessage()).contains("tags b"), e.getMessage());
        assertEquals(List.of("a", "b"), registry.tags("demo"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void referrersAreListedAndLeave(boolean api) throws IOException {
    InProcessRegistry registry =
        start(
            InProcessRegistry.builder()
                .referrersApi(api)
                .referrersFilter(false)
                .pageSize(1)
                .missingReferences(true));
    RemoteRepository demo = demo(registry);
    RawManifest a = manifest(BLOB);
    RawManifest b = manifest(BLOB, Descriptor.EMPTY_JSON);
    demo.push(a, List.of());
    demo.push(b, List.of());
    try (Stream<Descriptor> all = demo.referrers(BLOB, Optional.of(MediaType.UNKNOWN_ARTIFACT))) {
      assertEquals(2, all.count());
    }
    try (Stream<Descriptor> none = demo.referrers(BLOB, Optional.of(MediaType.OCI_EMPTY))) {
      assertEquals(0, none.count());
    }
    demo.delete(a.descriptor());
    assertEquals(
        List.of(b.descriptor().digest()),
        demo.predecessors(BLOB).stream().map(Descriptor::digest).toList());
  }

  @Test
  @Tag("DIST-RFR-11")
  void listedReferrerIsVerifiedWhenItIsFetched() throws IOException {
    InProcessRegistry registry = start(InProcessRegistry.builder().missingReferences(true));
    RemoteRepository demo = demo(registry);
    demo.push(manifest(BLOB), List.of());
    Descriptor listed = demo.predecessors(BLOB).get(0);
    registry.fault(Fault.on("GET", ".*/manifests/.*").corrupt());
    assertThrows(ContentVerificationException.class, () -> demo.fetch(listed));
  }

  @Test
  @Tag("DIST-RTAG-04")
  void programsThatAttachAtOnceLoseNothing(@TempDir Path state) throws Exception {
    InProcessRegistry registry =
        start(InProcessRegistry.builder().referrersApi(false).missingReferences(true));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<RemoteRepository> programs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        programs.add(program(state).repository(new RepositoryName(registry.host(), "demo")));
      }
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Descriptor layer = Descriptor.of(MediaType.OCTET_STREAM, new byte[] {(byte) i});
        RemoteRepository program = programs.get(i % 2);
        all.add(
            threads.submit(
                () -> {
                  program.push(manifest(BLOB, layer), List.of());
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertEquals(16, programs.get(0).predecessors(BLOB).size());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("DIST-RTAG-05")
  void tagsOfTheSchemaAreAmongTheTags() throws IOException {
    InProcessRegistry registry =
        start(InProcessRegistry.builder().referrersApi(false).missingReferences(true));
    RemoteRepository demo = demo(registry);
    demo.push(manifest(BLOB), List.of("v1"));
    try (Stream<String> tags = demo.tags(Optional.empty())) {
      assertEquals(
          List.of(BLOB.digest().toString().replace(':', '-'), "v1"), tags.sorted().toList());
    }
  }
}
