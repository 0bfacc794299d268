package io.oras.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The least number of requests that the specification allows: three layers, and an empty config.
 */
class RoundTripsTest {
  private static final int LAYERS = 3;
  private static final int BLOBS = LAYERS + 1;

  @TempDir Path work;

  private final Oras oras =
      Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  private InProcessRegistry registry;
  private String name;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    name = registry.host() + "/demo:v1";
  }

  @AfterEach
  void stop() throws IOException {
    oras.close();
    registry.close();
  }

  private static Artifact artifact() {
    List<Layer> layers =
        IntStream.range(0, LAYERS)
            .mapToObj(
                i ->
                    Layer.ofBytes(("layer " + i).getBytes(StandardCharsets.UTF_8))
                        .withTitle("f" + i))
            .toList();
    return Artifact.of(layers.toArray(Layer[]::new))
        .withAnnotations(Map.of("org.opencontainers.image.created", "2000-01-01T00:00:00Z"));
  }

  private void push() throws IOException {
    oras.push(name, artifact());
    registry.clear();
  }

  private Map<String, Long> methods() {
    return registry.requests().stream()
        .collect(Collectors.groupingBy(LoggedRequest::method, TreeMap::new, Collectors.counting()));
  }

  @Test
  void newContentIsAskedForOpenedAndSentOnceEachAndTheManifestPutOnce() throws IOException {
    oras.push(name, artifact());

    assertEquals(Map.of("HEAD", (long) BLOBS, "POST", (long) BLOBS, "PUT", BLOBS + 1L), methods());
  }

  @Test
  void pushOfNothingNewAsksForEachBlobAndPutsTheTag() throws IOException {
    push();

    oras.push(name, artifact());

    assertEquals(Map.of("HEAD", (long) BLOBS, "PUT", 1L), methods());
  }

  @Test
  void pullGetsTheManifestAndEachLayerOnce() throws IOException {
    push();

    oras.pull(name, work);

    assertEquals(Map.of("GET", LAYERS + 1L), methods());
  }

  @Test
  void copyInOneRegistryMountsEachBlobAndAsksForNone() throws IOException {
    push();

    oras.copy(name, registry.host() + "/copied:v1");

    assertEquals(Map.of("GET", 1L, "HEAD", 1L, "POST", (long) BLOBS, "PUT", 1L), methods());
    assertEquals(
        List.of(),
        registry.requests().stream().filter(r -> r.path().contains("/blobs/sha")).toList(),
        "no blob is asked for, and none moved");
  }

  @Test
  void copyOfWhatIsThereAsksForTheRootAloneAndPutsTheTag() throws IOException {
    push();
    oras.copy(name, registry.host() + "/copied:v1");
    registry.clear();

    oras.copy(name, registry.host() + "/copied:v2");

    assertEquals(
        List.of(
            "GET /v2/demo/manifests/v1",
            "HEAD /v2/copied/manifests/" + oras.resolve(name).digest(),
            "PUT /v2/copied/manifests/v2"),
        registry.requests().stream().map(LoggedRequest::line).limit(3).toList());
    assertEquals(oras.resolve(name), oras.resolve(registry.host() + "/copied:v2"));
  }

  @Test
  void aForcedCopyWalksWhatIsThere() throws IOException {
    push();
    String copied = registry.host() + "/copied:v1";
    oras.copy(name, copied);
    registry.clear();

    oras.copy(name, copied, o -> o.force(true));

    assertEquals(Map.of("GET", 1L, "POST", (long) BLOBS, "PUT", 1L), methods());
  }

  @Test
  void copyBetweenRegistriesGetsAndSendsEachBlobOnce() throws IOException {
    push();
    try (InProcessRegistry other = InProcessRegistry.start()) {
      oras.copy(name, other.host() + "/demo:v1");

      assertEquals(Map.of("GET", LAYERS + 1L), methods(), "the empty config is in its descriptor");
      assertEquals(
          (1 + BLOBS) + BLOBS + (BLOBS + 1), other.requests().size(), other.requests()::toString);
    }
  }

  @Test
  void tagGetsTheManifestAndPutsIt() throws IOException {
    push();

    oras.at(name).repository().tag("v1", "v2");

    assertEquals(Map.of("GET", 1L, "PUT", 1L), methods());
  }

  @Test
  void tagsThatDoNotGoOutInOneRequestGoOutAtTheSameTime() throws Exception {
    push();
    RequestGate first = new RequestGate();
    RequestGate second = new RequestGate();
    registry.fault(Fault.on("PUT", "/v2/demo/manifests/sha256:.*").answer(414));
    registry.fault(Fault.on("PUT", "/v2/demo/manifests/v2").hold(first));
    registry.fault(Fault.on("PUT", "/v2/demo/manifests/v3").hold(second));
    var tagging = new FutureTask<>(() -> oras.at(name).repository().tag("v1", "v2", "v3"));
    new Thread(tagging, "tagging").start();

    first.awaitRequest(SafetyLimit.DURATION);
    second.awaitRequest(SafetyLimit.DURATION);
    first.open();
    second.open();
    tagging.get();

    assertEquals(List.of("v1", "v2", "v3"), registry.tags("demo"));
  }

  @Test
  void resolveIsOneHead() throws IOException {
    push();

    oras.resolve(name);

    assertEquals(Map.of("HEAD", 1L), methods());
  }

  @Test
  void attachAsksForItsSubjectItselfAndTheBlobsAndDiscoverListsInOneRequest() throws IOException {
    push();

    oras.attach(name, artifact().withType(new MediaType("application/x.note")));
    Map<String, Long> attach = methods();
    registry.clear();
    oras.discover(name, o -> o.depth(1));

    assertEquals(Map.of("HEAD", BLOBS + 2L, "PUT", 1L), attach, "the blobs are there");
    assertEquals(2, registry.requests().size(), registry.requests()::toString);
  }
}
