package io.oras.core.pack;

import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.StreamPusher;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.archive.Compressions;
import io.oras.core.archive.FolderPacker;
import io.oras.core.archive.FolderPacker.PackedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a layer, reading it once, and puts its content into the source.
 *
 * @param sink takes streams of unknown length in one pass; without one they are spooled to disk
 * @param compressions finds what a folder is compressed with, by its name, such as {@code zstd}
 */
public record LayerReader(
    PackedSource source,
    @Nullable StreamPusher sink,
    Function<String, CompressionProvider> compressions) {
  Descriptor read(Layer layer, MediaType defaultType) throws IOException {
    Descriptor plain = layer.isFolder() ? folder(layer) : content(layer, defaultType);
    Map<String, String> annotations = new TreeMap<>(plain.annotations());
    annotations.putAll(layer.annotations());
    layer.title().ifPresent(title -> annotations.put(Annotations.TITLE, title));
    return plain.withAnnotations(annotations);
  }

  private Descriptor content(Layer layer, MediaType defaultType) throws IOException {
    MediaType type = layer.mediaType().orElse(defaultType);
    InputStream stream = layer.stream().orElse(null);
    if (stream != null) {
      return stream(stream, type);
    }
    ContentSource content =
        layer.content().or(() -> layer.path().map(ContentSource::ofFile)).orElseThrow();
    return source.add(content.describe(type), content);
  }

  /** One pass: both digests are known when the temporary file is written. */
  private Descriptor folder(Layer layer) throws IOException {
    Path folder = layer.path().orElseThrow();
    MediaType type = layer.mediaType().orElse(MediaType.OCI_LAYER_GZIP);
    String name = layer.title().or(() -> Layer.of(folder).title()).orElse("");
    PackedFolder packed =
        new FolderPacker(false).pack(folder, name, type, Compressions.of(type, compressions));
    source.temporary(packed.file());
    return source.add(packed.descriptor(), packed.content());
  }

  private Descriptor stream(InputStream stream, MediaType type) throws IOException {
    try (InputStream in = stream) {
      if (sink != null) {
        return sink.pushStream(type, in);
      }
      Path spool = source.temporary(Files.createTempFile("oras-", ".layer"));
      Files.copy(in, spool, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ContentSource content = ContentSource.ofFile(spool);
      return source.add(content.describe(type), content);
    }
  }
}
