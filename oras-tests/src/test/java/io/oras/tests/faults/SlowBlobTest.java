package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Headers;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.WireTrace;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One large blob from a server that is slow for each connection. */
class SlowBlobTest {
  private static final int MIB = 1 << 20;
  private static final long RANGE_BYTES = 4L * MIB;
  private static final double SLOW = 8 * MIB;
  private static final double FAST = 500 * MIB;
  private static final byte[] CONTENT = Bench.bytes(64 * MIB);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);
  private static final String PATH = "/v2/demo/blobs/" + BLOB.digest();

  @TempDir Path folder;

  private static void fill(InProcessRegistry registry) {
    byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
    registry.addBlob("demo", CONTENT);
    registry.addBlob("demo", config);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
        "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
        "layers":[{"mediaType":"application/octet-stream","digest":"%s","size":%d,
        "annotations":{"org.opencontainers.image.title":"blob.bin"}}]}"""
            .formatted(
                Descriptor.of(MediaType.OCI_EMPTY, config).digest(), BLOB.digest(), BLOB.size());
    registry.addManifest(
        "demo", "v1", MediaType.OCI_MANIFEST.value(), manifest.getBytes(StandardCharsets.UTF_8));
  }

  private void pull(
      InProcessRegistry registry, Throttled throttled, UnaryOperator<OrasBuilder> options)
      throws IOException, InterruptedException {
    Threads threads = Threads.now();
    OrasBuilder builder =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .testing(t -> t.environment(Environment.of(Map.of(), Path.of("home"), "Linux")))
            .transport(throttled)
            .testing(t -> t.clock(throttled));
    try (Oras oras = options.apply(builder).build()) {
      oras.pull(registry.host() + "/demo:v1", folder);
      assertEquals(0, throttled.open.get(), "all requests have ended");
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("blob.bin")));
    threads.awaitEnd();
  }

  /** The ranges that were asked for at the registry; a dash is the whole. */
  private static List<String> ranges(Throttled throttled) {
    return throttled.requests.stream()
        .filter(request -> request.startsWith(PATH + " "))
        .map(request -> request.substring(PATH.length() + 1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSlowBlobIsPulledOverFourConnections(boolean elsewhere) throws Exception {
    Throttled throttled = new Throttled(SLOW);
    // Slow and flat for a second and a half, and a second more to be answered in.
    long first = 12L * MIB + 8L * MIB;
    throttled.pause = first - MIB;
    // Two connections are tried with four ranges.
    throttled.meeting = first + 4 * RANGE_BYTES;
    throttled.met = new CountDownLatch(4);
    var kind = InProcessRegistry.builder();
    try (InProcessRegistry registry =
        (elsewhere ? kind.quirk(RegistryQuirk.BLOBS_ELSEWHERE) : kind).start()) {
      fill(registry);

      pull(registry, throttled, options -> options);

      assertEquals(0, throttled.met.getCount(), () -> "four at once: " + throttled.requests);
      List<String> ranges = ranges(throttled);
      assertEquals("-", ranges.get(0));
      long next = from(ranges.get(1));
      assertTrue(next >= first && next < first + MIB, ranges::toString);
      List<Long> offsets = ranges.stream().skip(1).map(SlowBlobTest::from).sorted().toList();
      for (long offset : offsets) {
        assertEquals(next, offset, "the ranges follow each other");
        next += RANGE_BYTES;
      }
      assertTrue(next >= CONTENT.length, ranges::toString);
    }
  }

  private static final class NoTrace implements WireTrace {
    @Override
    public void request(int number, String method, String url, Headers headers) {}

    @Override
    public void answer(int number, int status, Headers headers, String body) {}
  }

  private static long from(String range) {
    return Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFastBlobIsOneRequest(boolean traced) throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      fill(registry);
      Throttled throttled = new Throttled(FAST);
      pull(registry, throttled, options -> traced ? options.trace(new NoTrace()) : options);
      assertEquals(List.of("-"), ranges(throttled));
    }
  }

  @Test
  void aSlowBlobHasNoMoreConnectionsThanItsHost() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      fill(registry);
      Throttled throttled = new Throttled(SLOW);
      throttled.pause = 19L * MIB;
      pull(registry, throttled, options -> options.connectionsPerHost(2));
      assertTrue(ranges(throttled).size() > 10, ranges(throttled)::toString);
      assertEquals(2, throttled.mostOpen.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void whereOneConnectionIsAllowedASlowBlobIsOneRequest(int perHost) throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      fill(registry);
      Throttled throttled = new Throttled(SLOW);
      pull(
          registry,
          throttled,
          options -> options.connectionsPerHost(perHost).connectionsPerBlob(perHost == 1 ? 4 : 1));
      assertEquals(List.of("-"), ranges(throttled));
    }
  }
}
