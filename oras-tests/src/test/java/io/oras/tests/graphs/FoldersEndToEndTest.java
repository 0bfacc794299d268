package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldersEndToEndTest {
  @TempDir Path here;

  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String content = Files.isDirectory(path) ? "" : Files.readString(path);
        found.put(folder.relativize(path).toString(), content);
      }
    }
    return found;
  }

  private Path plant() throws IOException {
    Path folder = here.resolve("tree");
    Files.createDirectories(folder.resolve("a/empty"));
    Files.writeString(folder.resolve("a/ünïcode.txt"), "one");
    Files.writeString(folder.resolve("top"), "two");
    return folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.v1.tar+gzip",
        "application/vnd.oci.image.layer.v1.tar",
        "application/vnd.example.anything"
      })
  void aFolderComesBackAsAnEqualTree(String type) throws IOException {
    Path folder = plant();
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      String name = registry.host() + "/demo:v1";
      Layer layer =
          Layer.of(folder).withMediaType(new MediaType(type)).withAnnotations(Map.of("k", "v"));
      RawManifest pushed = oras.push(name, Artifact.of(layer)).manifest();
      Descriptor packed = pushed.view().orElseThrow().children().get(1);
      assertEquals("tree", packed.annotations().get(Annotations.TITLE));
      assertEquals("v", packed.annotations().get("k"));
      assertEquals("true", packed.annotations().get(Annotations.CONTENT_UNPACK));

      oras.pull(name, here.resolve("out"));
      assertEquals(tree(folder), tree(here.resolve("out/tree")));
    }
  }

  @Test
  void aBackupInAnArchiveIsRestoredWithItsReferrers() throws IOException {
    try (InProcessRegistry registry = InProcessRegistry.start();
        Oras oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build()) {
      Repository origin = oras.open(registry.host() + "/origin");
      RawManifest root = LargeGraph.plant(origin);
      CopyOptions options = CopyOptions.builder().includeReferrers(true).build();
      Path tar = here.resolve("backup.tar");
      try (Repository archive = oras.archive(tar)) {
        oras.copyAllTags(origin, archive, options);
      }
      Repository restored = oras.open(registry.host() + "/restored");
      try (Repository archive = oras.archive(tar)) {
        oras.copyAllTags(archive, restored, options);
      }
      assertEquals(9, LargeGraph.reached(restored, root).size());
      try (Stream<Path> left = Files.list(here)) {
        assertTrue(left.allMatch(path -> path.endsWith("backup.tar")), "nothing is left beside it");
      }
    }
  }
}
