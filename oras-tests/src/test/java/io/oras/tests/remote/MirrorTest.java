package io.oras.tests.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.event.TransferEvent;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.ManualTime;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry with a mirror, as registries.conf configures them, for the tests of this package. */
abstract class MirrorTest {
  static final MediaType TYPE = new MediaType("application/vnd.example");
  static final byte[] CONTENT = content(300_000);

  @TempDir Path folder;
  final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  final List<Duration> slept = new CopyOnWriteArrayList<>();
  final Map<String, String> variables = new HashMap<>();
  final ManualTime clock = new ManualTime();
  InProcessRegistry primary;
  InProcessRegistry mirror;

  static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(7).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void startRegistries() throws IOException {
    primary = InProcessRegistry.start();
    mirror = InProcessRegistry.start();
  }

  @AfterEach
  void stopRegistries() {
    primary.close();
    mirror.close();
  }

  OrasBuilder plain() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .certificateFolders()
        .testing(
            t ->
                t.environment(Environment.of(variables, folder.resolve("home"), "Linux"))
                    .clock(clock)
                    .sleeper(slept::add));
  }

  /** A client of the configuration, which is the only file that is read. */
  OrasBuilder configured(String toml) throws IOException {
    Path file = Files.writeString(folder.resolve("registries.conf"), toml);
    variables.put("CONTAINERS_REGISTRIES_CONF", file.toString());
    return plain().systemRegistriesConf().listener(events::add);
  }

  String withMirror() {
    return withMirror("");
  }

  String withMirror(String more) {
    return """
        [[registry]]
        location = "%s"
        %s
        [[registry.mirror]]
        location = "%s/cache"
        """
        .formatted(primary.host(), more, mirror.host());
  }

  void fill(InProcessRegistry registry, String repository) throws IOException {
    try (Oras oras = plain().build()) {
      oras.push(registry.host() + "/" + repository + ":v1", artifact());
    }
    registry.clear();
  }

  static Artifact artifact() {
    return Artifact.of(TYPE, Layer.ofBytes(CONTENT).withTitle("a.bin"))
        .withAnnotation("org.opencontainers.image.created", "2026-01-01T00:00:00Z");
  }

  void fillBoth() throws IOException {
    fill(primary, "demo");
    fill(mirror, "cache/demo");
  }

  String name() {
    return primary.host() + "/demo:v1";
  }

  void assertPulled(Oras oras, String name) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    oras.pull(name, out);
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("a.bin")));
  }

  static List<String> lines(InProcessRegistry registry) {
    return registry.requests().stream().map(request -> request.line()).toList();
  }

  <T extends TransferEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  long requestsTo(String host) {
    return events(TransferEvent.RequestFinished.class).stream()
        .filter(request -> request.host().equals(host))
        .count();
  }
}
