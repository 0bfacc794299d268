package com.example.stories;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A push of one's own: archives, each with its title, media type and annotations. */
public final class ArchivePublisher {
  private static final MediaType TYPE = new MediaType("application/vnd.example.archives.v1");

  private final Oras oras;

  public ArchivePublisher(Oras oras) {
    this.oras = oras;
  }

  /** An archive, or a folder to make one of. */
  public record Archive(
      Path path, String title, MediaType mediaType, Map<String, String> annotations) {
    Layer layer() {
      return Layer.of(path).withMediaType(mediaType).withTitle(title).withAnnotations(annotations);
    }
  }

  public RawManifest publish(String name, List<Archive> archives) throws IOException {
    List<Layer> layers = new ArrayList<>();
    archives.forEach(archive -> layers.add(archive.layer()));
    return oras.push(name, Artifact.of(layers.toArray(Layer[]::new)).withType(TYPE)).manifest();
  }

  /** Archives by path, titled with their file names. */
  public RawManifest publish(String name, Map<Path, MediaType> archives) throws IOException {
    List<Archive> all = new ArrayList<>();
    archives.forEach(
        (path, type) -> all.add(new Archive(path, path.getFileName().toString(), type, Map.of())));
    return publish(name, all);
  }
}
