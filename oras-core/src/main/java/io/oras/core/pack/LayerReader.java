package io.oras.core.pack;

import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.StreamPusher;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the descriptor of a layer, reading it once, and puts its content into the source. */
public final class LayerReader {
  private final PackedSource source;
  private final @Nullable StreamPusher sink;

  /**
   * Reads into {@code source}.
   *
   * @param sink takes streams of unknown length in one pass; without one they are spooled to disk
   */
  public LayerReader(PackedSource source, @Nullable StreamPusher sink) {
    this.source = source;
    this.sink = sink;
  }

  PackedSource source() {
    return source;
  }

  Descriptor read(Layer layer, MediaType defaultType) throws IOException {
    MediaType type = layer.mediaType() == null ? defaultType : layer.mediaType();
    Descriptor plain = switchOn(layer.content(), type);
    Map<String, String> annotations = layer.annotations();
    if (layer.title() != null) {
      annotations = Annotations.with(annotations, Annotations.TITLE, layer.title());
    }
    return plain.withAnnotations(annotations);
  }

  private Descriptor switchOn(Layer.Content content, MediaType type) throws IOException {
    if (content instanceof Layer.Bytes bytes) {
      return source.add(bytes.source().describe(type), bytes.source());
    }
    if (content instanceof Layer.OneShot oneShot) {
      return stream(oneShot, type);
    }
    throw new IllegalArgumentException("folders are packed elsewhere");
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
