package io.oras.bench;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.archive.Compressions;
import io.oras.core.archive.FolderPacker;
import io.oras.core.json.JsonManifestCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures functions that process every byte or every manifest: {@code bench/run jmh}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotFunctions {
  private final byte[] content = new byte[64 << 20];
  private final byte[] buffer = new byte[256 << 10];
  private final JsonManifestCodec codec = new JsonManifestCodec();
  private Descriptor blob = Descriptor.EMPTY_JSON;
  private RawManifest manifest = codec.write(manifest(1));
  private Path folder = Path.of("");

  /** Makes content, a manifest of 1000 layers, and a folder of 200 files. */
  @Setup
  public void prepare() throws IOException {
    blob = Descriptor.of(MediaType.OCTET_STREAM, content);
    manifest = codec.write(manifest(1000));
    folder = Files.createTempDirectory("oras-bench-");
    Samples.tree(folder.resolve("tree"), 200, 20 << 20);
  }

  /** Deletes the folder. */
  @TearDown
  public void cleanUp() throws IOException {
    Samples.delete(folder);
  }

  private static ImageManifest manifest(int layers) {
    List<Descriptor> all =
        IntStream.range(0, layers)
            .mapToObj(
                i ->
                    Descriptor.of(MediaType.OCI_LAYER, new byte[] {(byte) i, (byte) (i >> 8)})
                        .withAnnotations(Map.of("org.opencontainers.image.title", "f" + i)))
            .toList();
    return new ImageManifest(
        MediaType.OCI_MANIFEST,
        new MediaType("application/x.bench"),
        Descriptor.EMPTY_JSON,
        all,
        null,
        Map.of());
  }

  /** Reads 64 MiB and verifies them. */
  @Benchmark
  public long verify64Mebibytes() throws IOException {
    long count = 0;
    try (InputStream in = VerifyingInputStream.of(new ByteArrayInputStream(content), blob)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    }
    return count;
  }

  /** Finds the digest of 64 MiB. */
  @Benchmark
  public Descriptor describe64Mebibytes() throws IOException {
    return ContentSource.ofBytes(content).describe(MediaType.OCTET_STREAM);
  }

  /** Reads a manifest of 1000 layers. */
  @Benchmark
  public RawManifest readManifest() throws IOException {
    return codec.read(manifest.descriptor(), manifest.bytes());
  }

  /** Packs 20 MiB in 200 files. */
  @Benchmark
  public Descriptor packFolder() throws IOException {
    try (FolderPacker.PackedFolder packed =
        new FolderPacker(false)
            .pack(folder, "tree", MediaType.OCI_LAYER_GZIP, Compressions.GZIP)) {
      return packed.descriptor();
    }
  }
}
