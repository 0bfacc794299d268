package io.oras.core.options;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The namings of {@link FileNaming}. */
final class Namings {
  private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final String PROVENANCE = "application/vnd.cncf.helm.chart.provenance.v1.prov";

  private static final Pattern ARCHIVE =
      Pattern.compile("application/vnd\\.cncf\\.model\\..*\\.tar(\\+\\w+)?");

  static final FileNaming TITLE = (layer, manifest) -> layer.title();
  static final FileNaming MODEL_PACK = Namings::model;
  static final FileNaming HELM_CHART = Namings::chart;

  private Namings() {}

  /** An archive has the path of each file in itself, relative to the folder of the model. */
  private static Optional<String> model(Descriptor layer, RawManifest manifest) {
    return Optional.ofNullable(layer.annotations().get("org.cncf.model.filepath"))
        .map(path -> ARCHIVE.matcher(layer.mediaType().value()).matches() ? "./" : path);
  }

  private static Optional<String> chart(Descriptor layer, RawManifest manifest) {
    String suffix =
        switch (layer.mediaType().value()) {
          case CHART -> ".tgz";
          case PROVENANCE -> ".tgz.prov";
          default -> "";
        };
    Map<String, String> annotations = manifest.view().map(Manifest::annotations).orElse(Map.of());
    String name = annotations.get("org.opencontainers.image.title");
    String version = annotations.get("org.opencontainers.image.version");
    return suffix.isEmpty() || name == null || version == null
        ? Optional.empty()
        : Optional.of(name + "-" + version + suffix);
  }
}
