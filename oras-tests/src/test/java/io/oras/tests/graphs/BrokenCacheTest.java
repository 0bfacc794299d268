package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.event.TransferEvent.WarningReceived;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cache that cannot be used does not fail a pull. */
@DisabledOnOs(OS.WINDOWS)
class BrokenCacheTest {
  private static final byte[] CONTENT = new byte[300_000];

  @TempDir Path folder;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private InProcessRegistry registry;
  private String name;
  private Path cache;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    name = registry.host() + "/a:v1";
    cache = folder.resolve("cache");
    try (Oras oras = Oras.create()) {
      oras.push(name, Artifact.of(Layer.ofBytes(CONTENT).withTitle("f.bin")));
    }
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void pullsAll(String into) throws IOException {
    try (Oras oras =
        Oras.builder()
            .installedCredentials(InstalledCredentials.none())
            .cache(cache)
            .listener(
                event -> {
                  if (event instanceof WarningReceived warning) {
                    warnings.add(warning.registry() + ": " + warning.text());
                  }
                })
            .build()) {
      oras.pull(name, folder.resolve(into));
      oras.pull(name, folder.resolve(into + "-again"));
    }
    for (String place : List.of(into, into + "-again")) {
      assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve(place).resolve("f.bin")));
    }
  }

  private void assertOneWarning(String part) {
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).startsWith("the cache " + cache), warnings.get(0));
    assertTrue(warnings.get(0).contains(part), warnings.get(0));
  }

  @Test
  void fileInThePlaceOfTheFolderIsReportedOnce() throws IOException {
    Files.writeString(cache, "no folder");
    pullsAll("out");
    assertOneWarning("is not a folder");
  }

  @Test
  void brokenIndexIsSetAsideAndTheCacheIsUsed() throws IOException {
    pullsAll("one");
    Files.writeString(cache.resolve("index.json"), "{");
    pullsAll("two");
    assertEquals(List.of(), warnings);
    assertEquals("{", Files.readString(cache.resolve("index.json.broken")));
    registry.clear();
    pullsAll("three");
    assertEquals(2, registry.requests().size(), "two manifests by tag");
  }

  @Test
  void brokenMarkerIsWrittenAnew() throws IOException {
    pullsAll("one");
    Files.writeString(cache.resolve("oci-layout"), "rubbish");
    pullsAll("two");
    assertEquals(List.of(), warnings);
    assertEquals(
        "{\"imageLayoutVersion\":\"1.0.0\"}", Files.readString(cache.resolve("oci-layout")));
  }

  @Test
  void layoutOfAnotherVersionIsNotTouched() throws IOException {
    Files.createDirectories(cache);
    String version = "{\"imageLayoutVersion\":\"2.0.0\"}";
    Files.writeString(cache.resolve("oci-layout"), version);
    pullsAll("out");
    assertOneWarning("2.0.0");
    assertEquals(version, Files.readString(cache.resolve("oci-layout")));
  }

  @Test
  void emptyFolderInThePlaceOfABlobIsRemoved() throws IOException {
    pullsAll("one");
    Path blob = cache.resolve("blobs/sha256").resolve(Digest.of(CONTENT).encoded());
    Files.delete(blob);
    Files.createDirectory(blob);
    pullsAll("two");
    assertEquals(List.of(), warnings);
    assertTrue(Files.isRegularFile(blob));
  }

  @Test
  void fullFolderInThePlaceOfABlobIsReportedOnce() throws IOException {
    Path blob = cache.resolve("blobs/sha256").resolve(Digest.of(CONTENT).encoded());
    Files.createDirectories(blob.resolve("sub"));
    pullsAll("out");
    assertOneWarning(blob.toString());
  }

  @Test
  void linkInTheCacheIsReportedAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectories(cache);
    Files.createSymbolicLink(cache.resolve("ingest"), outside);
    pullsAll("out");
    assertOneWarning("ingest");
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void cacheIsForItsOwnerAlone() throws IOException {
    pullsAll("out");
    try (Stream<Path> all = Files.walk(cache)) {
      for (Path path : all.toList()) {
        String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
        assertEquals(
            expected,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path.toString());
      }
    }
  }

  /** {@code ORAS_IT_FULL_DISK} names a folder on a file system that is full. */
  @Test
  @Tag("real")
  void fullDiskIsReportedWithItsPlace() throws IOException {
    String full = System.getenv("ORAS_IT_FULL_DISK");
    org.junit.jupiter.api.Assumptions.assumeTrue(full != null, "ORAS_IT_FULL_DISK is not set");
    cache = Path.of(full).resolve("cache");
    pullsAll("out");
    assertOneWarning(cache.toString());
  }
}
