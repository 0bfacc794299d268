package io.oras.tests.corpus;

import java.util.Arrays;
import java.util.List;

/** Contents that many documents of the corpus name, and descriptors of them. */
final class Contents {
  static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  static final String TITLE = "org.opencontainers.image.title";

  static final Content LAYER = Content.blob("layer", "layer\n");
  static final Content SECOND = Content.blob("second", "second\n");
  static final Content CONFIG = Content.blob("config", "{\"config\":1}");
  static final Content EMPTY = Content.blob("empty", "{}");

  /** Never stored. */
  static final Content GONE = Content.manifest("gone", OCI, "{\"gone\":1}");

  static final Content GOOD_LAYER = Content.blob("good layer", "good\n");

  static final Content GOOD =
      Content.manifest(
          "good",
          OCI,
          JsonText.of(
              "schemaVersion", "2",
              "mediaType", "'" + OCI + "'",
              "artifactType", "'application/vnd.test.good'",
              "config", "" + EMPTY.descriptor("application/vnd.oci.empty.v1+json"),
              "layers",
                  "["
                      + titled(GOOD_LAYER.descriptor("application/vnd.test.layer"), "good.txt")
                      + "]"));

  /** A referrer of {@link #GOOD}. */
  static final Content REFERRER =
      Content.manifest(
          "referrer",
          OCI,
          JsonText.of(
              "schemaVersion", "2",
              "mediaType", "'" + OCI + "'",
              "artifactType", "'application/vnd.test.referrer'",
              "config", "" + EMPTY.descriptor("application/vnd.oci.empty.v1+json"),
              "layers", "[" + SECOND.descriptor("application/vnd.test.layer") + "]",
              "subject", "" + GOOD.descriptor()));

  /** Contents that are stored where a document names them. */
  static final List<Content> SHARED =
      List.of(LAYER, SECOND, CONFIG, EMPTY, GOOD_LAYER, GOOD, REFERRER);

  private Contents() {}

  /** Returns the descriptor with a title. */
  static JsonText titled(JsonText descriptor, String title) {
    return descriptor.with("annotations", "{'" + TITLE + "':'" + title + "'}");
  }

  /** Returns an ordinary descriptor of {@link #LAYER}, titled {@code f.txt}. */
  static JsonText layer() {
    return titled(LAYER.descriptor("application/vnd.test.layer"), "f.txt");
  }

  /** Returns an ordinary descriptor of {@link #CONFIG}. */
  static JsonText config() {
    return CONFIG.descriptor("application/vnd.test.config");
  }

  /** Returns an ordinary manifest of {@link #config} and {@link #layer}. */
  static JsonText manifest() {
    return manifest(layer());
  }

  /** Returns an ordinary manifest of {@link #config} and these layers. */
  static JsonText manifest(Object... layers) {
    return JsonText.of(
        "schemaVersion",
        "2",
        "mediaType",
        "'" + OCI + "'",
        "artifactType",
        "'application/vnd.test'",
        "config",
        config().toString(),
        "layers",
        list(layers));
  }

  /** Returns an ordinary index of these entries. */
  static JsonText index(Object... entries) {
    return JsonText.of(
        "schemaVersion", "2", "mediaType", "'" + OCI_INDEX + "'", "manifests", list(entries));
  }

  static String list(Object... elements) {
    List<String> texts = Arrays.stream(elements).map(Object::toString).toList();
    return "[" + String.join(",", texts) + "]";
  }
}
