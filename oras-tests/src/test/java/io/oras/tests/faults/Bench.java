package io.oras.tests.faults;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.PushOptions;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A registry that holds an artifact, and the three operations on it. Its two host names are two
 * registries to a client: copy goes from one to the other.
 */
final class Bench implements AutoCloseable {
  /** What is done while something fails; one blob at a time, so that each run is like the last. */
  enum Operation {
    PUSH,
    PULL,
    COPY
  }

  static final String SOURCE = "source";
  static final String TARGET = "target";
  static final String TAG = "v1";
  static final byte[] BIG = bytes(300_000);
  static final byte[] SMALL = bytes(1_000);
  static final Digest BIG_DIGEST = Digest.of(BIG);

  /** All blobs; upload sessions are elsewhere. */
  static final String BLOB = ".*/blobs/sha256:.*";

  static final String BIG_BLOB = ".*/blobs/" + BIG_DIGEST;
  static final String UPLOAD = ".*/blobs/uploads/.+";
  static final String UPLOADS = ".*/blobs/uploads/";
  static final String MANIFEST = ".*/manifests/.*";

  final InProcessRegistry registry;
  final FakeTime time;
  final Path folder;
  final RawManifest manifest;

  Bench(Path folder) throws IOException {
    this(folder, new FakeTime(), InProcessRegistry.start());
  }

  Bench(Path folder, FakeTime time, InProcessRegistry registry) throws IOException {
    this.folder = folder;
    this.time = time;
    this.registry = registry;
    this.manifest = fill(registry, SOURCE);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** The same artifact in another place, whoever may write there. */
  static RawManifest fill(InProcessRegistry registry, String repository) throws IOException {
    RawManifest packed = pack();
    for (byte[] blob : List.of(BIG, SMALL, "{}".getBytes(StandardCharsets.UTF_8))) {
      registry.addBlob(repository, blob);
    }
    registry.addManifest(repository, TAG, MediaType.OCI_MANIFEST.value(), packed.bytes());
    return packed;
  }

  private static RawManifest pack() throws IOException {
    try (Oras oras = Oras.create()) {
      return oras.memory().push(artifact(), options()).manifest();
    }
  }

  static Artifact artifact() {
    return Artifact.of(
            Layer.ofBytes(BIG).withTitle("big.bin"),
            Layer.ofBytes(SMALL).withTitle("deep/small.bin"))
        .withType(new MediaType("application/vnd.test"));
  }

  private static PushOptions options() {
    return PushOptions.builder().created(FakeTime.START).concurrency(1).build();
  }

  /** A builder that takes no real time, and knows no credentials of this machine. */
  OrasBuilder builder() {
    return builder(time);
  }

  static OrasBuilder builder(FakeTime time) {
    return Oras.builder()
        .testing(t -> t.clock(time).sleeper(time))
        .installedCredentials(InstalledCredentials.none())
        .testing(t -> t.environment(Environment.of(Map.of(), Path.of("home"), "Linux")));
  }

  /** A copy goes to the registry under its other name. */
  void run(Operation operation, Oras oras) throws IOException {
    run(operation, oras, registry.host(), registry.otherHost(), folder);
  }

  static void run(Operation operation, Oras oras, String host, String otherHost, Path folder)
      throws IOException {
    String source = host + "/" + SOURCE + ":" + TAG;
    String target = "/" + TARGET + ":" + TAG;
    switch (operation) {
      case PUSH -> oras.push(host + target, artifact(), options());
      case PULL -> oras.pull(source, folder, o -> o.concurrency(1));
      case COPY -> oras.copy(source, otherHost + target, o -> o.concurrency(1));
    }
  }

  /** What differs from a complete result, in words; empty when all bytes are right. */
  List<String> missing(Operation operation) throws IOException {
    return operation == Operation.PULL ? missingFiles() : missingContent();
  }

  private List<String> missingFiles() throws IOException {
    Map<String, Digest> expected =
        Map.of("big.bin", BIG_DIGEST, "deep/small.bin", Digest.of(SMALL));
    Map<String, Digest> found = new TreeMap<>();
    for (String name : files()) {
      found.put(name, Digest.of(Files.readAllBytes(folder.resolve(name))));
    }
    return found.equals(expected) ? List.of() : List.of("files are " + found);
  }

  private List<String> missingContent() {
    boolean whole =
        registry.tag(TARGET, TAG).filter(manifest.descriptor().digest()::equals).isPresent()
            && Stream.of(BIG, SMALL)
                .allMatch(
                    bytes ->
                        registry
                            .blob(TARGET, Digest.of(bytes))
                            .filter(b -> Arrays.equals(b, bytes))
                            .isPresent());
    return whole ? List.of() : List.of("not all is in the registry");
  }

  /** What is there after a failure though it should not be, in words. */
  List<String> remains() throws IOException {
    Set<String> all = files().stream().map(f -> "file " + f).collect(Collectors.toSet());
    registry.tags(TARGET).forEach(tag -> all.add("tag " + tag));
    return List.copyOf(all);
  }

  /** All files below the folder, hidden ones too. */
  private List<String> files() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
