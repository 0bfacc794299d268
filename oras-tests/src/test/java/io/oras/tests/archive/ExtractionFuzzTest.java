package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.api.model.MediaType;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;
import io.oras.core.store.files.FileStore;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that nobody would write by hand, unpacked one after the other into one folder: nothing
 * appears outside, and of one that is refused nothing appears at all.
 */
class ExtractionFuzzTest {
  private static final byte[] TYPES = {
    TarConstants.LF_NORMAL,
    TarConstants.LF_NORMAL,
    TarConstants.LF_NORMAL,
    TarConstants.LF_DIR,
    TarConstants.LF_SYMLINK,
    TarConstants.LF_SYMLINK,
    TarConstants.LF_LINK,
    TarConstants.LF_OLDNORM,
    TarConstants.LF_CONTIG,
    TarConstants.LF_CHR,
    TarConstants.LF_FIFO
  };

  @TempDir Path parent;
  private Path out;

  @BeforeEach
  void createNeighbours() throws IOException {
    out = Files.createDirectory(parent.resolve("out"));
    Files.writeString(Files.createDirectory(parent.resolve("outside")).resolve("victim"), "mine");
  }

  /** Few names, so that entries meet; most of the time nothing that is refused at once. */
  private static String path(SeededRandom chance) {
    String names =
        chance.list(1, 3, () -> chance.pick("a", "b", "c", "l")).stream()
            .collect(Collectors.joining("/"));
    return chance.oneIn(12)
        ? names + "/" + chance.pick("..", ".", "", "NUL", "C:", "a\\..\\..", chance.anyText(4))
        : names;
  }

  private static String name(SeededRandom chance) {
    return chance.oneIn(30) ? chance.pick("x", "/x/a", "../x/a", "y/a") : "x/" + path(chance);
  }

  private static String linkTarget(SeededRandom chance, byte type) {
    if (type == TarConstants.LF_LINK) {
      return name(chance);
    }
    return switch (chance.below(10)) {
      case 0 -> chance.pick("/etc/passwd", "../../outside/victim", "a/../../..", "", "..");
      case 1 -> "../" + path(chance);
      default -> path(chance);
    };
  }

  private static byte[] tar(SeededRandom chance) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (int entries = chance.between(1, 8); entries > 0; entries--) {
        add(tar, chance);
      }
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, SeededRandom chance) throws IOException {
    byte type = TYPES[chance.below(TYPES.length)];
    TarArchiveEntry entry = new TarArchiveEntry(name(chance), type, true);
    boolean link = type == TarConstants.LF_LINK || type == TarConstants.LF_SYMLINK;
    boolean file = !link && !entry.isDirectory() && !entry.isFIFO() && !entry.isCharacterDevice();
    byte[] content =
        file ? chance.text("evil", 0, 20).getBytes(StandardCharsets.UTF_8) : new byte[0];
    if (link) {
      entry.setLinkName(linkTarget(chance, type));
    }
    entry.setMode(chance.oneIn(5) ? chance.below(010000) | 0700 : 0755);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private FileStore store(SeededRandom chance) throws IOException {
    Limits small = Limits.builder().archiveEntries(100).archiveBytes(1 << 20).build();
    return Folders.store(out, chance.pick(ExistingFiles.REPLACE, ExistingFiles.KEEP), small);
  }

  /** Outside all is as it was, and each link inside leads to a place inside. */
  private void lookAround(Map<String, String> outside) throws IOException {
    assertEquals(outside, outside());
    Path root = out.toRealPath();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path link : (Iterable<Path>) all.filter(Files::isSymbolicLink)::iterator) {
        assertTrue(
            leadsTo(link).startsWith(root), () -> link + " leads to " + link.toFile().getName());
      }
    }
  }

  private static Path leadsTo(Path link) throws IOException {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      // To nothing, or in a circle: then what counts is where a file would be created.
      return link.getParent().toRealPath().resolve(Files.readSymbolicLink(link)).normalize();
    }
  }

  private Map<String, String> outside() throws IOException {
    Map<String, String> tree = new TreeMap<>(Folders.tree(parent));
    tree.keySet().removeIf(path -> path.startsWith("out/"));
    return tree;
  }

  private void unpack(SeededRandom chance, byte[] layer) throws IOException {
    unpack(chance, MediaType.OCI_LAYER_GZIP, layer);
  }

  private void unpack(SeededRandom chance, MediaType type, byte[] layer) throws IOException {
    Map<String, String> outside = outside();
    Map<String, String> before = Folders.tree(out);
    try (FileStore store = store(chance)) {
      Folders.push(store, Folders.layer("x", type, layer), layer);
    } catch (OrasException e) {
      assertEquals(before, Folders.tree(out), e::toString);
    }
    lookAround(outside);
    if (before.size() > 40) {
      clear();
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> all = Files.walk(out)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(out)) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void whateverTheEntriesNothingAppearsOutside() {
    PropertyRunner.check("extraction", 150, chance -> unpack(chance, Folders.gzip(tar(chance))));
  }

  @Test
  void aBrokenArchiveIsRefusedAsAWhole() {
    PropertyRunner.check(
        "extraction-mutated",
        150,
        chance -> {
          byte[] tar = tar(chance);
          unpack(
              chance,
              chance.oneIn(3)
                  ? chance.mutated(Folders.gzip(tar))
                  : Folders.gzip(
                      chance.mutated(tar, "x/../../outside/victim", "\0", "99999999999")));
        });
  }

  @Test
  void aBrokenZstandardArchiveIsRefusedAsAWhole() {
    PropertyRunner.check(
        "extraction-zstd",
        150,
        chance -> {
          byte[] tar = tar(chance);
          byte[] packed = Folders.zstd(chance.oneIn(2) ? tar : chance.mutated(tar, "\0", "x/.."));
          unpack(
              chance,
              MediaType.OCI_LAYER_ZSTD,
              chance.oneIn(3) ? packed : chance.mutated(packed, "(\u00b5/\u00fd"));
        });
  }
}
