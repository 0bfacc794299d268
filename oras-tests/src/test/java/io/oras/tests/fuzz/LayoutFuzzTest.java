package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.OrasException;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layouts, caches and archives of layouts that somebody else prepared: an operation does what it
 * should or fails with its own exception, and touches nothing outside.
 */
@DisabledOnOs(OS.WINDOWS)
class LayoutFuzzTest {
  private static final String[] FRAGMENTS =
      SeededRandom.jsonFragments(
          "-1",
          "1e999999999",
          "\"size\":",
          "\"digest\":",
          "\"manifests\":[",
          "sha256:",
          "../",
          "\"1.0.0\"",
          "\"2.0.0\"",
          "[".repeat(5_000));

  @TempDir Path temp;
  private final Oras oras =
      Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  private Map<String, byte[]> files;
  private Path outside;

  @BeforeEach
  void prepare() throws IOException {
    outside = Files.createDirectories(temp.resolve("outside/sha256")).getParent();
    Files.writeString(outside.resolve("victim"), "mine");
    Path folder = temp.resolve("original");
    String name = "oci-layout://" + folder + "#v1";
    MediaType type = new MediaType("application/vnd.example.thing");
    oras.push(name, Artifact.of(layer("one", "f"), layer("two", "g")).withType(type));
    oras.attach(name, Artifact.of(layer("three", "h")).withType(type));
    files = tree(folder);
    remove(folder);
  }

  @AfterEach
  void close() throws IOException {
    oras.close();
  }

  private static Layer layer(String text, String title) {
    return Layer.ofBytes(text.getBytes(StandardCharsets.UTF_8)).withTitle(title);
  }

  /** All regular files below, by their relative names. */
  private static Map<String, byte[]> tree(Path folder) throws IOException {
    Map<String, byte[]> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          tree.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
      }
    }
    return tree;
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private void damage(SeededRandom chance, Path folder) throws IOException {
    String name =
        chance.oneIn(4)
            ? chance.pick("blobs", "blobs/sha256", "ingest", "index.json.lock", "index.json.broken")
            : chance.pick(List.copyOf(files.keySet()));
    Path path = folder.resolve(name);
    byte[] content = files.getOrDefault(name, new byte[0]);
    if (!Files.isDirectory(path.getParent())
        || !path.getParent().toRealPath().startsWith(folder.toRealPath())) {
      return; // Removed, or replaced by a link.
    }
    remove(path);
    switch (chance.below(9)) {
      case 0, 1, 2, 3 -> Files.write(path, chance.mutated(content, FRAGMENTS));
      case 4 -> Files.createSymbolicLink(path, outside);
      case 5 -> Files.createSymbolicLink(path, outside.resolve("victim"));
      case 6 -> Files.createSymbolicLink(path, outside.resolve("new"));
      case 7 -> Files.createDirectories(path.resolve(chance.pick("", "x")));
      case 8 -> {
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
          sparse.setLength(1L << chance.between(1, 36));
        }
      }
      default -> {}
    }
  }

  private void operate(SeededRandom chance, String place, Path out) throws IOException {
    String name = place + "#v1";
    switch (chance.below(7)) {
      case 0 -> oras.pull(name, out);
      case 1 ->
          oras.copy(name, "memory://copy" + chance.number() + "#v1", o -> o.includeReferrers(true));
      case 2 -> oras.discover(name);
      case 3 -> oras.tags(place, o -> o.limit(100));
      case 4 -> oras.push(place + "#v2", Artifact.of(layer("new", "n")));
      case 5 -> oras.open(place).untag("v1");
      default -> oras.open(place).collectGarbage(Duration.ZERO);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private void attempt(Action action) throws IOException {
    try {
      action.run();
    } catch (OrasException | FileSystemException e) {
      // Said so.
    } catch (UncheckedIOException e) {
      assertInstanceOf(OrasException.class, e.getCause());
    }
    assertEquals(List.of("victim"), List.copyOf(tree(outside).keySet()));
    assertEquals("mine", Files.readString(outside.resolve("victim")));
  }

  @Test
  void aDamagedLayoutTouchesNothingOutside() {
    PropertyRunner.check(
        "hostile-layout",
        150,
        chance -> {
          Path folder = temp.resolve("layout");
          remove(folder);
          remove(temp.resolve("out"));
          write(folder);
          for (int more = chance.between(1, 3); more > 0; more--) {
            damage(chance, folder);
          }
          Path out = temp.resolve("out");
          attempt(() -> operate(chance, "oci-layout://" + folder, out));
        });
  }

  @Test
  void aDamagedArchiveOfALayoutTouchesNothingOutside() {
    PropertyRunner.check(
        "hostile-layout-archive",
        150,
        chance -> {
          Path archive = temp.resolve("layout.tar");
          remove(temp.resolve("out"));
          byte[] tar = tar(chance);
          Files.write(archive, chance.oneIn(2) ? tar : chance.mutated(tar, "index.json", "\0"));
          Path out = temp.resolve("out");
          attempt(() -> operate(chance, "oci-archive://" + archive, out));
        });
  }

  private byte[] tar(SeededRandom chance) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        for (int times = chance.oneIn(10) ? chance.below(3) : 1; times > 0; times--) {
          add(tar, chance, file.getKey(), file.getValue());
        }
      }
    }
    return bytes.toByteArray();
  }

  private void add(TarArchiveOutputStream tar, SeededRandom chance, String name, byte[] content)
      throws IOException {
    boolean odd = chance.oneIn(10);
    byte type =
        odd
            ? chance.pick(
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_DIR,
                TarConstants.LF_FIFO)
            : TarConstants.LF_NORMAL;
    String prefix = chance.oneIn(20) ? chance.pick("./", "/", "../", "x/../", "x/") : "";
    TarArchiveEntry entry = new TarArchiveEntry(prefix + name, type, true);
    byte[] written = chance.oneIn(10) ? chance.mutated(content, FRAGMENTS) : content;
    if (odd) {
      written = new byte[0];
      if (entry.isSymbolicLink() || entry.isLink()) {
        entry.setLinkName(
            chance.pick(outside + "/victim", "../outside/victim", "index.json", name));
      }
    }
    entry.setSize(written.length);
    tar.putArchiveEntry(entry);
    tar.write(written);
    tar.closeArchiveEntry();
  }
}
