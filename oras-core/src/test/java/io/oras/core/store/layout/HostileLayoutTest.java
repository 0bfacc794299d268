package io.oras.core.store.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.core.store.Fixtures;
import io.oras.core.store.ReadableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A layout that somebody else prepared. */
@EnabledOnOs(OS.LINUX)
class HostileLayoutTest {
  @TempDir private Path temp;
  private Path root;
  private Path home;
  private Descriptor blob;

  @BeforeEach
  void layoutAndHome() throws IOException {
    root = temp.resolve("layout");
    home = Files.createDirectory(temp.resolve("home"));
    Path file = Files.writeString(home.resolve("precious"), "precious");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    try (LayoutStore layout = open()) {
      blob = Fixtures.pushBlob(layout, "content");
    }
  }

  private LayoutStore open() throws IOException {
    return LayoutStore.open(root, Fixtures.context());
  }

  private Path file(Descriptor descriptor) {
    return root.resolve("blobs/sha256").resolve(descriptor.digest().encoded());
  }

  private void replaceByLink(Path path, Path target) throws IOException {
    if (Files.exists(path)) {
      Files.move(path, temp.resolve("moved"));
    }
    Files.createSymbolicLink(path, target);
  }

  private void replaceByPipe(Path path) throws IOException, InterruptedException {
    Files.deleteIfExists(path);
    assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
  }

  private List<String> homeFiles() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void collectingGarbageDeletesNothingBehindALink() throws IOException {
    replaceByLink(root.resolve("ingest"), home);
    try (LayoutStore layout = open()) {
      layout.collectGarbage(Duration.ZERO);
    }
    assertEquals(List.of("precious"), homeFiles());
  }

  @Test
  void pushWritesNothingBehindALink() throws IOException {
    for (String name : List.of("ingest", "blobs/sha256", "blobs")) {
      Path path = root.resolve(name);
      if (Files.exists(path)) {
        Files.move(path, temp.resolve("moved-" + name.replace('/', '-')));
      }
      Files.createSymbolicLink(path, home);
      assertThrows(
          StoreException.class,
          () -> {
            try (LayoutStore layout = open()) {
              Fixtures.pushBlob(layout, "other content");
            }
          },
          name);
      assertEquals(List.of("precious"), homeFiles(), name);
      Files.delete(path);
      if (Files.exists(temp.resolve("moved-" + name.replace('/', '-')))) {
        Files.move(temp.resolve("moved-" + name.replace('/', '-')), path);
      }
    }
  }

  @Test
  void danglingLinkInPlaceOfTheMarkerMakesNoFile() throws IOException {
    Files.delete(root.resolve("oci-layout"));
    replaceByLink(root.resolve("oci-layout"), home.resolve("new"));
    assertThrows(IOException.class, this::open);
    assertEquals(List.of("precious"), homeFiles());
  }

  @Test
  void blobThatIsALinkIsNotRead() throws IOException {
    replaceByLink(file(blob), home.resolve("precious"));
    try (ReadableStore layout = LayoutStore.openReadOnly(root, Fixtures.context())) {
      assertFalse(layout.exists(blob));
      assertThrows(StoreException.class, () -> layout.fetch(blob));
      assertThrows(OrasException.class, () -> layout.fetchRange(blob, 0, 4));
    }
  }

  @Test
  void pipesAreRefusedAtOnce() throws Exception {
    replaceByPipe(file(blob));
    try (ReadableStore layout = LayoutStore.openReadOnly(root, Fixtures.context())) {
      assertFalse(layout.exists(blob));
      assertThrows(StoreException.class, () -> layout.fetch(blob));
    }
    replaceByPipe(root.resolve("index.json"));
    assertThrows(StoreException.class, () -> LayoutStore.openReadOnly(root, Fixtures.context()));
    assertThrows(StoreException.class, this::open);
    replaceByPipe(root.resolve("oci-layout"));
    assertThrows(StoreException.class, () -> LayoutStore.openReadOnly(root, Fixtures.context()));
    assertThrows(StoreException.class, this::open);
  }

  @Test
  void indexThatIsALinkIsNotRead() throws IOException {
    replaceByLink(root.resolve("index.json"), home.resolve("precious"));
    assertThrows(StoreException.class, () -> LayoutStore.openReadOnly(root, Fixtures.context()));
  }

  @Test
  void linkToTheLayoutItselfIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    try (LayoutStore layout = LayoutStore.open(link, Fixtures.context())) {
      assertTrue(layout.exists(blob));
    }
  }
}
