package io.oras.tests.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often {@code index.json} is written when many manifests come together. */
class LayoutIndexTest {
  private static final JsonManifestCodec CODEC = new JsonManifestCodec();
  private static final int CHILDREN = 400;
  private static final Path IO = Path.of("/proc/self/io");

  @TempDir private Path folder;
  private Oras oras;

  @BeforeEach
  void open() {
    oras = Oras.builder().installedCredentials(InstalledCredentials.none()).build();
  }

  @AfterEach
  void close() throws IOException {
    oras.close();
  }

  /** Returns the bytes that this process has written so far. */
  private static long written() throws IOException {
    return Files.readAllLines(IO).stream()
        .filter(line -> line.startsWith("wchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .sum();
  }

  private static ContentSource source(String text) {
    return ContentSource.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private RawManifest child(int number) {
    return CODEC.write(
        new ImageManifest(
            MediaType.OCI_MANIFEST,
            MediaType.UNKNOWN_ARTIFACT,
            Descriptor.EMPTY_JSON,
            List.of(),
            null,
            Map.of("number", Integer.toString(number))));
  }

  @Test
  void anIndexOfManyManifestsIsCopiedWithTheirListWrittenOnce() throws IOException {
    assumeTrue(Files.isReadable(IO), "bytes written are counted by Linux");
    try (Repository source = oras.open("memory://source")) {
      source.push(Descriptor.EMPTY_JSON, source("{}"));
      List<Descriptor> children = new ArrayList<>();
      long content = 2;
      for (int i = 0; i < CHILDREN; i++) {
        RawManifest child = child(i);
        source.pushManifest(child.descriptor(), ContentSource.ofBytes(child.bytes()));
        children.add(child.descriptor());
        content += child.bytes().length;
      }
      RawManifest index = CODEC.write(ImageIndex.of(children));
      source.pushManifest(index.descriptor(), ContentSource.ofBytes(index.bytes()));
      source.tag(index.descriptor(), "v1");
      content += index.bytes().length;

      long before = written();
      oras.copy("memory://source#v1", "oci-layout://" + folder + "#v1", CopyOptions.defaults());
      long written = written() - before;

      long list = Files.size(folder.resolve("index.json"));
      assertTrue(
          written < content + 4 * list,
          "%s bytes for content of %s and a list of %s".formatted(written, content, list));
      assertEquals(
          index.descriptor().digest(), oras.resolve("oci-layout://" + folder + "#v1").digest());
    }
  }
}
