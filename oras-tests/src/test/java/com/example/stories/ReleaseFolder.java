package com.example.stories;

import io.oras.api.content.RawManifest;
import io.oras.core.Oras;
import io.oras.core.files.AnnotationFile;
import io.oras.core.files.ArtifactFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pushes what a build left in its folder, wherever the program runs. */
public final class ReleaseFolder {
  private final Oras oras;
  private final Path folder;

  public ReleaseFolder(Oras oras, Path folder) {
    this.oras = oras;
    this.folder = folder;
  }

  /**
   * Pushes some of it.
   *
   * @param files below the folder, each {@code path[:mediatype]}
   * @param version an annotation of the manifest
   */
  public RawManifest push(String name, List<String> files, String version) throws IOException {
    AnnotationFile annotations =
        AnnotationFile.empty()
            .with(AnnotationFile.MANIFEST, "org.opencontainers.image.version", version);
    return oras.push(
            name, ArtifactFiles.in(folder).files(files).annotations(annotations).artifact())
        .manifest();
  }
}
