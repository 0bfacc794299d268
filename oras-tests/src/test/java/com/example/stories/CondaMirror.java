package com.example.stories;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks into packages of a conda mirror: what they say of themselves, without the packages. */
public final class CondaMirror {
  private static final MediaType INDEX = new MediaType("application/vnd.conda.info.index.v1+json");
  private static final MediaType PACKAGE = new MediaType("application/vnd.conda.package.v1");

  private final Oras oras;
  private final String repositories;

  /**
   * A mirror.
   *
   * @param repositories such as {@code ghcr.io/channel-mirrors/conda-forge/linux-64}
   */
  public CondaMirror(Oras oras, String repositories) {
    this.oras = oras;
    this.repositories = repositories;
  }

  public List<String> versions(String name, int limit) throws IOException {
    return oras.tags(repositories + "/" + name, o -> o.limit(limit));
  }

  /** The package's own index: name, version, dependencies. */
  public Map<?, ?> info(String name, String tag) throws IOException {
    Repository packages = oras.repository(repositories + "/" + name);
    byte[] document = packages.blobs().read(layer(packages, tag, INDEX));
    return (Map<?, ?>) OciJson.values(document, "index of " + name);
  }

  /** The package itself; it appears whole and verified. */
  public Path download(String name, String tag, Path folder) throws IOException {
    Repository packages = oras.repository(repositories + "/" + name);
    Descriptor layer = layer(packages, tag, PACKAGE);
    Path file = folder.resolve(layer.title().orElseThrow());
    packages.blobs().download(layer, file);
    return file;
  }

  private static Descriptor layer(Repository packages, String tag, MediaType type)
      throws IOException {
    return packages.fetch(tag).image().layers().stream()
        .filter(layer -> layer.mediaType().equals(type))
        .findFirst()
        .orElseThrow(() -> new IOException(packages.at(tag) + " has no " + type));
  }
}
