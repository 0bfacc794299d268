package io.oras.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.adapters.MapStore;
import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.Deleter;
import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.api.spi.Environment;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import io.oras.core.CopyResult;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.PushResult;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import io.oras.core.files.ArtifactFiles;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.FileNaming;
import io.oras.tests.Folders;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tck.ShippedStores;
import io.oras.tests.tool.SafetyLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What programs do with the library, each as a few lines. */
class ApiStoriesTest extends ApiTest {
  private PushResult push(String tag) throws IOException {
    return app.push(tag, Artifact.of(CHART, Layer.ofText(tag).withTitle("a.txt")));
  }

  @Test
  void aFileAFolderAndAStreamArePushed() throws IOException {
    Path file = write("in/a.txt", "a");
    write("in/site/index.html", "<p>");
    InputStream log = new ByteArrayInputStream("done".getBytes(UTF_8));

    PushResult done =
        app.push(
            "v1",
            Artifact.of(
                CHART,
                Layer.of(file),
                Layer.of(dir.resolve("in/site")),
                Layer.ofStream(log).withTitle("build.log")),
            o -> o.tags("latest"));

    assertEquals(app.name() + "@" + done.digest(), done.location().toString());
    assertEquals(List.of("v1", "latest"), done.tags());
    assertEquals(List.of("latest", "v1"), app.tags());
    assertEquals(Optional.of(CHART), app.fetch("latest").artifactType());
    PullResult got = oras.pull(done.location().toString(), dir.resolve("out"));
    assertEquals(3, got.files().size());
    assertEquals(
        Map.of("a.txt", "a", "site/index.html", "<p>", "build.log", "done"),
        Folders.texts(dir.resolve("out")));
  }

  @Test
  void aPullChoosesThePlatformReportsProgressAndKeepsFiles() throws IOException {
    push("v1-amd64");
    Descriptor arm = push("v1-arm64").manifest().descriptor();
    IndexEditor index = app.newIndex();
    index.add(arm.withPlatform(Platform.of("linux", "arm64")));
    index.add(app.resolve("v1-amd64").withPlatform(Platform.of("linux", "amd64")));
    index.push("v1");
    Map<Digest, Long> progress = new ConcurrentHashMap<>();

    PullResult got =
        oras.pull(
            registry.host() + "/team/app:v1",
            dir.resolve("out"),
            o ->
                o.platform(Platform.of("linux", "arm64"))
                    .existing(ExistingFiles.KEEP)
                    .listener(
                        e -> {
                          if (e instanceof TransferEvent.BlobProgressed p) {
                            progress.put(p.content().digest(), p.transferred());
                          }
                        }));

    assertEquals(arm.digest(), got.manifest().digest());
    assertEquals("v1-arm64", Files.readString(got.files().get(0).path()));
    assertEquals(Map.of(got.files().get(0).descriptor().digest(), 8L), progress);
    app.pull("v1-amd64", dir.resolve("out"), o -> o.existing(ExistingFiles.KEEP));
    assertEquals("v1-arm64", Files.readString(dir.resolve("out/a.txt")));
  }

  @Test
  void filesAreNamedByOtherRulesThanTitles() throws IOException {
    Layer weights = Layer.ofText("w").withAnnotation("org.cncf.model.filepath", "model/weights");
    app.push("model", Artifact.of(CHART, weights, Layer.ofText("r").withTitle("README")));

    app.pull(
        "model",
        dir.resolve("out"),
        o -> o.fileNames(FileNaming.modelPack().orElse(FileNaming.title())));

    assertEquals(Map.of("model/weights", "w", "README", "r"), Folders.texts(dir.resolve("out")));
  }

  @Test
  void anArtifactIsCopiedWithItsReferrersAndARepositoryWithAllItsTags() throws IOException {
    Digest v1 = push("v1").digest();
    push("v2");
    Digest sbom = app.attach("v1", Artifact.of(SBOM, Layer.ofText("{}"))).digest();

    CopyResult one =
        oras.copy(
            app.at("v1"), oras.layout(dir.resolve("one")).at("v1"), o -> o.includeReferrers(true));
    List<CopyResult> all = oras.copyAllTags(app, oras.layout(dir.resolve("mirror")));

    assertEquals(v1, one.digest());
    assertEquals(List.of(sbom), one.referrers().stream().map(Descriptor::digest).toList());
    assertEquals(sbom, oras.layout(dir.resolve("one")).referrers("v1", SBOM).get(0).digest());
    assertEquals(List.of("v1", "v2"), all.stream().flatMap(r -> r.tags().stream()).toList());
    assertEquals(List.of("v1", "v2"), oras.layout(dir.resolve("mirror")).tags());
  }

  @Test
  void aReportIsAttachedAndFoundAgain() throws IOException {
    push("v1");
    Path report = write("in/sbom.json", "{}");

    PushResult sbom = app.attach("v1", Artifact.of(SBOM, Layer.of(report)));
    app.attach(sbom.digest().toString(), Artifact.of(CHART, Layer.ofText("signature")));

    assertEquals(
        List.of(SBOM), app.referrers("v1").stream().map(Descriptor::artifactType).toList());
    assertEquals(
        List.of(SBOM, CHART),
        app.discover("v1", o -> o.depth(2)).flatten().stream()
            .map(Descriptor::artifactType)
            .toList());
    oras.pull(app.name() + ":v1", dir.resolve("out"), o -> o.referrer(SBOM));
    assertEquals("{}", Files.readString(dir.resolve("out/sbom.json")));
  }

  @Test
  void tagsAreListedAtOnceOrPageByPageRemovedAndDeletedWithTheirManifest() throws IOException {
    for (String tag : List.of("old", "v1", "v2", "v3")) {
      push(tag);
    }
    app.tag("v1", "older");

    assertEquals(List.of("old", "older", "v1", "v2", "v3"), app.tags());
    assertEquals(List.of("v2"), app.tags(o -> o.after("v1").limit(1)));
    assertEquals(List.of("old", "older"), app.untag("old", "older", "absent"));
    Digest v1 = app.resolve("v1").digest();
    app.delete("v1");
    assertEquals(List.of("v2", "v3"), app.tags());
    assertFalse(app.exists(v1.toString()));
  }

  @Test
  void anIndexIsMadeAndEdited() throws IOException {
    Descriptor amd = push("v1-amd64").manifest().descriptor();
    Descriptor arm = push("v1-arm64").manifest().descriptor();

    IndexEditor index = app.newIndex();
    index.add("v1-amd64");
    index.add("v1-arm64");
    index.push("v1");
    IndexEditor next = app.editIndex("v1");
    next.remove(app.resolve("v1-amd64").digest());
    next.push("v2");

    assertEquals(
        List.of(amd.digest(), arm.digest()),
        app.fetch("v1").index().manifests().stream().map(Descriptor::digest).toList());
    assertEquals(
        List.of(arm.digest()),
        app.fetch("v2").index().manifests().stream().map(Descriptor::digest).toList());
  }

  @Test
  void contentIsReadAsAStreamInPartsAsOneFileOfAFolderAndAsJson() throws IOException {
    write("in/site/index.html", "<p>");
    write("in/site/about.html", "<b>");
    Layer big = Layer.ofBytes(new byte[10_000]).withTitle("big");
    app.push("v1", Artifact.of(CHART, big, Layer.of(dir.resolve("in/site"))));

    Descriptor layer = app.fetch("v1").image().layers().get(0);
    Descriptor folder = app.fetch("v1").layers().get(1);
    try (InputStream in = app.blobs().open(layer)) {
      assertEquals(10_000, in.readAllBytes().length);
    }
    assertArrayEquals(new byte[512], app.blobs().readRange(layer, 0, 512));
    try (InputStream one = app.blobs().openEntry(folder, "site/index.html")) {
      assertEquals("<p>", new String(one.readAllBytes(), UTF_8));
    }
    assertEquals(layer.digest(), app.blobs().download(layer, dir.resolve("layer.bin")).digest());
    assertEquals(10_000, Files.size(dir.resolve("layer.bin")));
    assertEquals(layer, OciJson.parseDescriptor(OciJson.toJson(layer)));
  }

  @Test
  void aCredentialIsKeptUntilTheLogout() throws IOException {
    try (InProcessRegistry closed =
        InProcessRegistry.builder().auth(Auth.basic("me", "secret")).start()) {
      CredentialStore store =
          CredentialStores.open(
              Environment.of(Map.of(), dir, "Linux"),
              ApiStoriesTest.class.getClassLoader(),
              dir.resolve("config.json"));
      assertThrows(
          OrasException.class,
          () -> oras.registry(closed.host()).login(Credential.basic("me", "wrong"), store));
      oras.registry(closed.host()).login(Credential.basic("me", "secret"), store);
      try (Oras mine = client().credentials(store).build()) {
        mine.registry(closed.host()).ping();
        assertTrue(mine.registry(closed.host()).logout(store));
        assertFalse(mine.registry(closed.host()).logout(store));
      }
    }
  }

  @Test
  void credentialsAndAuthoritiesAreGivenByTheProgram() throws IOException {
    try (InProcessRegistry closed =
        InProcessRegistry.builder().tls(true).auth(Auth.basic("ci", "secret")).start()) {
      String pem = closed.certificate();
      AtomicInteger asked = new AtomicInteger();
      CredentialProvider vault =
          request -> {
            asked.incrementAndGet();
            return request.registry().equals(closed.host())
                ? Optional.of(Credential.basic("ci", "secret"))
                : Optional.empty();
          };
      try (Oras mine =
          client()
              .credentials(CredentialProviders.cached(vault, Duration.ofMinutes(10)))
              .registry(closed.host(), r -> r.plainHttp(false).tls(t -> t.authorityPem(pem)))
              .build()) {
        mine.push(closed.host() + "/app:v1", Artifact.of(CHART, Layer.ofText("x")));
        assertEquals(List.of("v1"), mine.tags(closed.host() + "/app"));
        int before = asked.get();
        assertEquals(List.of("v1"), mine.tags(closed.host() + "/app"));
        assertEquals(before, asked.get());
      }
    }
  }

  @Test
  void aStoreOfOnesOwnHasAllVerbsThatItsPortsAllow() throws IOException {
    push("v1");
    try (MapStore target = new MapStore(ShippedStores.context())) {
      Repository place = oras.repository(target);
      oras.copy(app.at("v1"), place.at("v1"));
      assertEquals(app.resolve("v1").digest(), place.resolve("v1").digest());
      assertEquals(List.of("v1"), place.tags());
      Descriptor layer = place.fetch("v1").layers().get(0);
      assertEquals("v1", new String(place.blobs().read(layer), UTF_8));
      UnsupportedException e =
          assertThrows(UnsupportedException.class, () -> place.blobs().delete(layer.digest()));
      assertTrue(e.getMessage().contains(Deleter.class.getSimpleName()), e.getMessage());
    }
  }

  @Test
  void aTransportOfOnesOwnSendsTheRequests() throws IOException {
    Set<String> hosts = ConcurrentHashMap.newKeySet();
    HttpTransport http =
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(new TransportConfig() {});
    HttpTransport counting =
        new HttpTransport() {
          @Override
          public TransportResponse send(TransportRequest request) throws IOException {
            hosts.add(request.uri().getAuthority());
            return http.send(request);
          }

          @Override
          public void close() {
            http.close();
          }
        };
    try (Oras other = client().transport(counting).timeout(Duration.ofMinutes(5)).build()) {
      other.push(app.name() + ":v1", Artifact.of(CHART, Layer.ofText("x")));
    }
    assertEquals(Set.of(registry.host()), hosts);
  }

  @Test
  void errorsSayWhatFailedAndCarryTheResponse() throws IOException {
    NotFoundException missing =
        assertThrows(NotFoundException.class, () -> app.pull("v1", dir.resolve("out")));
    assertEquals(Optional.of(app.name() + ":v1"), missing.artifact());
    registry.fault(
        Fault.on("GET", "/v2/team/app/manifests/v2")
            .answer(
                403,
                "application/json",
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}"));
    OrasException denied = assertThrows(OrasException.class, () -> app.fetch("v2"));
    assertEquals(403, denied.response().orElseThrow().status());
    assertTrue(denied.response().orElseThrow().has("DENIED"));
  }

  @Test
  void aDeadlineStopsACall() throws IOException {
    push("v1");
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", "/v2/team/app/manifests/.*").hold(gate));
    try {
      DeadlineExceededException e =
          assertThrows(
              DeadlineExceededException.class,
              () -> app.pull("v1", dir.resolve("out"), o -> o.timeout(Duration.ofMillis(200))));
      assertEquals(Duration.ofMillis(200), e.timeout());
    } finally {
      gate.open();
    }
  }

  @Test
  void anInterruptOrACloseStopsACall() throws Exception {
    push("v1");
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", "/v2/team/app/manifests/.*").hold(gate));
    FutureTask<PullResult> pull = new FutureTask<>(() -> app.pull("v1", dir.resolve("out")));
    Thread thread = new Thread(pull);
    thread.start();
    try {
      gate.awaitRequest(SafetyLimit.DURATION);
      thread.interrupt();
      assertEquals(
          OperationCancelledException.class,
          assertThrows(ExecutionException.class, pull::get).getCause().getClass());
    } finally {
      gate.open();
    }
    oras.close();
    assertThrows(ClientClosedException.class, () -> app.resolve("v1"));
  }

  @Test
  void filesNamedAsByOrasPyArePushed() throws IOException {
    Path file = write("in/a.txt", "a");
    write("in/folder/b.txt", "b");
    Artifact artifact =
        ArtifactFiles.in(dir.resolve("in")).files(List.of("a.txt:text/plain", "folder")).artifact();

    PushResult pushed = oras.push(registry.host() + "/hello:v1", artifact);

    assertEquals(
        List.of(new MediaType("text/plain"), MediaType.OCI_LAYER_GZIP),
        pushed.manifest().layers().stream().map(Descriptor::mediaType).toList());
    oras.pull(registry.host() + "/hello:v1", dir.resolve("out"));
    assertEquals(Files.readString(file), Files.readString(dir.resolve("out/a.txt")));
    assertEquals("b", Files.readString(dir.resolve("out/folder/b.txt")));
  }

  @Test
  void aListenerHearsTheOperationsOfItsClient() throws IOException {
    var names = new ConcurrentLinkedQueue<String>();
    try (Oras heard =
        client()
            .listener(
                e -> {
                  if (e instanceof TransferEvent.OperationFinished) {
                    names.add(e.operation().name());
                  }
                })
            .build()) {
      Repository place = heard.repository(app.name());
      place.push("v1", Artifact.of(CHART, Layer.ofText("x").withTitle("x")));
      place.pull("v1", dir.resolve("out"));
    }
    assertEquals(List.of("push", "pull"), List.copyOf(names));
  }
}
