package com.example.stories;

import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.ArtifactName;
import io.oras.core.Oras;
import io.oras.core.document.OciJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    ArtifactName artifact = ArtifactName.parse(repositories + "/" + name + ":" + tag);
    List<byte[]> documents = new ArrayList<>();
    oras.blobs()
        .fetch(
            artifact.withDigest(layer(artifact, INDEX).digest()),
            (blob, content) -> documents.add(content.readAllBytes()));
    return (Map<?, ?>) OciJson.values(documents.get(0), "index of " + name);
  }

  /** The package itself; it appears whole and verified. */
  public Path download(String name, String tag, Path folder) throws IOException {
    ArtifactName artifact = ArtifactName.parse(repositories + "/" + name + ":" + tag);
    Descriptor layer = layer(artifact, PACKAGE);
    Path file = folder.resolve(layer.title().orElseThrow());
    oras.blobs().download(artifact.withDigest(layer.digest()), file);
    return file;
  }

  private Descriptor layer(ArtifactName artifact, MediaType type) throws IOException {
    ImageManifest manifest =
        (ImageManifest) oras.manifests().fetch(artifact, List.of()).view().orElseThrow();
    return manifest.layers().stream()
        .filter(layer -> layer.mediaType().equals(type))
        .findFirst()
        .orElseThrow(() -> new IOException(artifact + " has no " + type));
  }
}
