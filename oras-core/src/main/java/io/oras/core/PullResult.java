package io.oras.core;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.nio.file.Path;
import java.util.List;

/**
 * What was pulled.
 *
 * @param root the manifest that was named, after the platform was chosen
 * @param files in the order of the manifests
 * @param skipped the layers and configs that have no title and are not empty, so no file
 */
public record PullResult(RawManifest root, List<PulledFile> files, List<Descriptor> skipped) {
  /**
   * A file or an unpacked folder.
   *
   * @param path absolute
   * @param descriptor of the layer
   */
  public record PulledFile(Path path, Descriptor descriptor) {}

  /** Copies the lists. */
  public PullResult {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
  }
}
