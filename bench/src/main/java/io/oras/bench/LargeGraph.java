package io.oras.bench;

import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.core.json.JsonManifestCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A large graph in an OCI layout: an index of indexes of manifests with layers of their own. */
final class LargeGraph {
  private final JsonManifestCodec codec = new JsonManifestCodec();
  private final Path blobs;

  private LargeGraph(Path blobs) {
    this.blobs = blobs;
  }

  /** Writes it, tagged {@code v1}. */
  static Path layout(Path folder, int indexes, int manifests, int layers) throws IOException {
    LargeGraph graph = new LargeGraph(Files.createDirectories(folder.resolve("blobs/sha256")));
    graph.blob(Descriptor.EMPTY_JSON.mediaType(), "{}");
    List<Descriptor> top = new ArrayList<>();
    for (int i = 0; i < indexes; i++) {
      List<Descriptor> middle = new ArrayList<>();
      for (int j = 0; j < manifests; j++) {
        List<Descriptor> leaves = new ArrayList<>();
        for (int k = 0; k < layers; k++) {
          leaves.add(graph.blob(MediaType.OCI_LAYER, i + " " + j + " " + k));
        }
        middle.add(
            graph.manifest(
                new ImageManifest(
                    MediaType.OCI_MANIFEST,
                    new MediaType("application/x.bench"),
                    Descriptor.EMPTY_JSON,
                    leaves,
                    null,
                    Map.of())));
      }
      top.add(graph.manifest(index(middle)));
    }
    Descriptor root = graph.manifest(index(top));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(
        folder.resolve("index.json"),
        graph.codec.encode(
            index(
                List.of(root.withAnnotations(Map.of("org.opencontainers.image.ref.name", "v1"))))));
    return folder;
  }

  private static ImageIndex index(List<Descriptor> manifests) {
    return new ImageIndex(MediaType.OCI_INDEX, null, manifests, null, Map.of());
  }

  private Descriptor manifest(Manifest manifest) throws IOException {
    return blob(manifest.mediaType(), new String(codec.encode(manifest), StandardCharsets.UTF_8));
  }

  private Descriptor blob(MediaType type, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor = Descriptor.of(type, bytes);
    Files.write(blobs.resolve(descriptor.digest().encoded()), bytes);
    return descriptor;
  }
}
