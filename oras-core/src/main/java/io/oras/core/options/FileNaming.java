package io.oras.core.options;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.util.Optional;

/**
 * Names the files that layers are pulled to. Every name is a path relative to the folder that is
 * pulled into, and passes the same checks as a title, so a name cannot lead out of the folder.
 * Implementations are thread safe.
 *
 * <pre>{@code
 * FileNaming names = FileNaming.modelPack().orElse(FileNaming.title());
 * app.pull("model", Path.of("out"), o -> o.fileNames(names));
 * }</pre>
 */
@FunctionalInterface
public interface FileNaming {
  /**
   * Returns the name of a layer's file, with {@code /} between folders. A name that ends in {@code
   * /} is a folder: the layer is a tar archive, which is unpacked in it; {@code ./} is the folder
   * that is pulled into.
   *
   * @param layer the layer
   * @param manifest the manifest that lists the layer
   * @return empty if the layer has no name, and is not pulled
   */
  Optional<String> fileName(Descriptor layer, RawManifest manifest);

  /** Returns the naming by the annotation {@code org.opencontainers.image.title} of the layer. */
  static FileNaming title() {
    return Namings.TITLE;
  }

  /**
   * Returns the naming by the annotation {@code org.cncf.model.filepath} of the layer (ModelPack
   * model-spec, Annotations). A layer that is an archive is unpacked, as {@code modctl} does it.
   */
  static FileNaming modelPack() {
    return Namings.MODEL_PACK;
  }

  /**
   * Returns the naming of Helm charts, {@code <name>-<version>.tgz}, and of their provenance files,
   * {@code <name>-<version>.tgz.prov}, as {@code helm pull} names them. Name and version are those
   * in the manifest's annotations.
   */
  static FileNaming helmChart() {
    return Namings.HELM_CHART;
  }

  /** Returns a naming that asks the other one for layers that this one does not name. */
  default FileNaming orElse(FileNaming next) {
    return (layer, manifest) -> fileName(layer, manifest).or(() -> next.fileName(layer, manifest));
  }
}
