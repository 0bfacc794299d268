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
import io.oras.core.archive.PackedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the descriptor of a layer, reading it once, and puts its content into the source. */
public final class LayerReader {
  private final PackedSource source;
  private final @Nullable StreamPusher sink;
  private final Function<String, CompressionProvider> compressions;

  /**
   * Reads into {@code source}.
   *
   * @param sink takes streams of unknown length in one pass; without one they are spooled to disk
   * @param compressions finds what a folder is compressed with, by its name, such as {@code zstd}
   */
  public LayerReader(
      PackedSource source,
      @Nullable StreamPusher sink,
      Function<String, CompressionProvider> compressions) {
    this.source = source;
    this.sink = sink;
    this.compressions = compressions;
  }

  PackedSource source() {
    return source;
  }

  Descriptor read(Layer layer, MediaType defaultType) throws IOException {
    Descriptor plain = switchOn(layer, defaultType);
    Map<String, String> annotations = new TreeMap<>(plain.annotations());
    annotations.putAll(layer.annotations());
    if (layer.title() != null) {
      annotations.put(Annotations.TITLE, layer.title());
    }
    return plain.withAnnotations(annotations);
  }

  private Descriptor switchOn(Layer layer, MediaType defaultType) throws IOException {
    Layer.Content content = layer.content();
    if (content instanceof Layer.Folder folder) {
      return folder(folder.path(), layer);
    }
    MediaType type = layer.mediaType() == null ? defaultType : layer.mediaType();
    if (content instanceof Layer.Bytes bytes) {
      return source.add(bytes.source().describe(type), bytes.source());
    }
    if (content instanceof Layer.OneShot oneShot) {
      return stream(oneShot, type);
    }
    throw new IllegalStateException("no such content: " + content);
  }

  /** One pass: both digests are known when the temporary file is written. */
  private Descriptor folder(Path folder, Layer layer) throws IOException {
    MediaType type = layer.mediaType() == null ? MediaType.OCI_LAYER_GZIP : layer.mediaType();
    String name = layer.title() == null ? String.valueOf(folder.getFileName()) : layer.title();
    PackedFolder packed = new FolderPacker(false).pack(folder, name, type, compression(type));
    source.temporary(packed.file());
    return source.add(packed.descriptor(), packed.content());
  }

  /** What the type says; gzip where it says nothing, as the {@code oras} command has it. */
  private CompressionProvider compression(MediaType type) {
    if (type.equals(MediaType.OCI_LAYER)) {
      return Compressions.NONE;
    }
    return type.equals(MediaType.OCI_LAYER_ZSTD) ? compressions.apply("zstd") : Compressions.GZIP;
  }

  private Descriptor stream(Layer.OneShot oneShot, MediaType type) throws IOException {
    try (InputStream in = oneShot.stream()) {
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
