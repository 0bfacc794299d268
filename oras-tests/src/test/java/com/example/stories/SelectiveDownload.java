package com.example.stories;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.PullResult.PulledFile;
import io.oras.core.options.PullOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes of an artifact what has one media type. */
public final class SelectiveDownload {
  private final Oras oras;

  public SelectiveDownload(Oras oras) {
    this.oras = oras;
  }

  /** The titled layers of that type, as files in a folder. */
  public List<Path> pull(String name, MediaType type, Path folder) throws IOException {
    return oras.pull(name, folder, PullOptions.builder().layerTypes(type).build()).files().stream()
        .map(PulledFile::path)
        .toList();
  }

  /** The first layer of that type, titled or not, as one file. */
  public Optional<Descriptor> download(String name, MediaType type, Path file) throws IOException {
    Optional<Descriptor> layer =
        oras.fetch(name).image().layers().stream()
            .filter(l -> l.mediaType().equals(type))
            .findFirst();
    if (layer.isPresent()) {
      oras.at(name).repository().blobs().download(layer.get(), file);
    }
    return layer;
  }
}
