package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.CONFIG;
import static io.oras.tests.corpus.Contents.DOCKER;
import static io.oras.tests.corpus.Contents.EMPTY;
import static io.oras.tests.corpus.Contents.GONE;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI;
import static io.oras.tests.corpus.Contents.config;
import static io.oras.tests.corpus.Contents.layer;
import static io.oras.tests.corpus.Contents.manifest;
import static io.oras.tests.corpus.Contents.titled;

import java.util.ArrayList;
import java.util.List;

/** Image manifests of which one member is odd, missing or given twice. */
final class ManifestDocuments {
  private final List<OddDocument> all = new ArrayList<>();

  private ManifestDocuments() {}

  static List<OddDocument> all() {
    ManifestDocuments documents = new ManifestDocuments();
    documents.versions();
    documents.parts();
    documents.annotations();
    documents.twice();
    documents.subjects();
    documents.configs();
    return documents.all;
  }

  private void add(String name, Object text) {
    all.add(OddDocument.manifest(name, OCI, text));
  }

  /** Adds a manifest from which nothing is pulled. */
  private void addEmpty(String name, Object text) {
    all.add(OddDocument.manifest(name, OCI, text).gives(OddDocument.NONE, Use.PULL));
  }

  /** Adds a manifest that names what is not there, so that only a pull of the rest succeeds. */
  private void addBroken(String name, Object text) {
    all.add(
        OddDocument.manifest(name, OCI, text)
            .gives(OddDocument.REFUSED, Use.COPY, Use.COPY_REFERRERS));
  }

  /** Adds a manifest of which only the bytes can be fetched. */
  private void addUnusable(String name, Object text) {
    all.add(OddDocument.manifest(name, OCI, text).unusable());
  }

  private void versions() {
    add("no schemaVersion", manifest().without("schemaVersion"));
    add("schemaVersion null", manifest().with("schemaVersion", "null"));
    for (String version : List.of("1", "3", "'2'", "2.0")) {
      addUnusable("schemaVersion " + version, manifest().with("schemaVersion", version));
    }
    add("no mediaType", manifest().without("mediaType"));
    add("mediaType ''", manifest().with("mediaType", "''"));
    add("mediaType null", manifest().with("mediaType", "null"));
    addUnusable(
        "mediaType of Docker in a manifest of OCI",
        manifest().with("mediaType", "'" + DOCKER + "'"));
    addUnusable("mediaType a number", manifest().with("mediaType", "1"));
  }

  private void parts() {
    add("no config", manifest().without("config"));
    add("config null", manifest().with("config", "null"));
    add("config {}", manifest().with("config", "{}"));
    addUnusable("config a text", manifest().with("config", "'config'"));
    addBroken(
        "config that is gone", manifest().with("config", GONE.descriptor("application/vnd.test")));
    addEmpty("no layers", manifest().without("layers"));
    addEmpty("layers null", manifest().with("layers", "null"));
    addUnusable("layers {}", manifest().with("layers", "{}"));
    addUnusable("layers [null]", manifest().with("layers", "[null]"));
    addUnusable("layers [{}]", manifest().with("layers", "[{}]"));
    addBroken("layer that is gone", manifest(layer(), GONE.descriptor("application/vnd.test")));
    all.add(
        OddDocument.manifest("one member", OCI, JsonText.of("schemaVersion", "2"))
            .gives(OddDocument.NONE, Use.PULL)
            .lists(""));
    all.add(
        OddDocument.manifest("no members", OCI, "{}")
            .at(Place.TARGET, Place.ENTRY)
            .gives(OddDocument.NONE, Use.PULL));
    addUnusable(
        "layers and manifests", manifest().with("manifests", "[" + GOOD.descriptor() + "]"));
    add("layers and manifests null", manifest().with("manifests", "null"));
  }

  private void annotations() {
    for (String value : List.of("null", "{}", "{'x':null}")) {
      add("annotations " + value, manifest().with("annotations", value));
      addEmpty("layer annotations " + value, manifest(layer().with("annotations", value)));
    }
    for (String value : List.of("{'x':1}", "[]")) {
      addUnusable("annotations " + value, manifest().with("annotations", value));
      addUnusable("layer annotations " + value, manifest(layer().with("annotations", value)));
    }
    addEmpty(
        "title null", manifest(layer().with("annotations", "{'" + Contents.TITLE + "':null}")));
  }

  private void twice() {
    add("unused member twice", manifest().and("x", "1").and("x", "[2]"));
    add("unused member of a layer twice", manifest(layer().and("x", "1").and("x", "2")));
    add("unused member with another case", manifest().with("Layers", "[]"));
    addUnusable("layers twice", manifest().and("layers", "[]"));
    addUnusable("mediaType twice", manifest().and("mediaType", "'" + OCI + "'"));
    addUnusable("config twice", manifest().and("config", config()));
    addUnusable("layer digest twice", manifest(layer().and("digest", "'" + LAYER.digest() + "'")));
    addUnusable(
        "annotation twice",
        manifest().with("annotations", JsonText.of("a", "'1'").and("a", "'2'")));
    add("unused member with deep value", manifest().with("x", "[".repeat(90) + "]".repeat(90)));
    addUnusable(
        "unused member with a nesting of 200",
        manifest().with("x", "[".repeat(200) + "]".repeat(200)));
    add(
        "unused member with a number of 1000 digits",
        manifest().with("x", "9".repeat(1000)).with("y", "1e999999999"));
  }

  private void subjects() {
    all.add(
        OddDocument.manifest("subject null", OCI, manifest().with("subject", "null"))
            .at(Place.TARGET, Place.ENTRY));
    all.add(
        OddDocument.manifest("subject {}", OCI, manifest().with("subject", "{}"))
            .at(Place.TARGET, Place.ENTRY));
    addUnusable("subject a text", manifest().with("subject", "'x'"));
    add(
        "subject with annotations null",
        manifest().with("subject", GOOD.descriptor().with("annotations", "{'x':null}")));
    all.add(
        OddDocument.manifest(
                "subject that is gone", OCI, manifest().with("subject", GONE.descriptor()))
            .at(Place.TARGET, Place.ENTRY));
    all.add(
        OddDocument.manifest(
                "subject with another size",
                OCI,
                manifest().with("subject", GOOD.descriptor().with("size", "1")))
            .unusable()
            .gives("f.txt=layer", Use.PULL));
  }

  private void configs() {
    all.add(
        OddDocument.manifest(
                "config with a title",
                OCI,
                manifest().with("config", titled(config(), "config.json")))
            .gives("config.json=config, f.txt=layer", Use.PULL));
    all.add(
        OddDocument.manifest(
                "config with the title of a layer",
                OCI,
                manifest().with("config", titled(config(), "f.txt")))
            .gives(OddDocument.REFUSED, Use.PULL));
    add("config that is a layer too", manifest(layer(), CONFIG.descriptor("application/vnd.x")));
    String empty = "application/vnd.oci.empty.v1+json";
    add(
        "config with data",
        manifest().with("config", EMPTY.descriptor(empty).with("data", "'e30='")));
    add(
        "config of the scratch type of image-spec 1.1 rc3",
        manifest().with("config", EMPTY.descriptor("application/vnd.oci.scratch.v1+json")));
    all.add(
        OddDocument.manifest(
                "empty layer alone",
                OCI,
                manifest(EMPTY.descriptor(empty).with("data", "'e30='"))
                    .with("config", EMPTY.descriptor(empty).with("data", "'e30='")))
            .gives(OddDocument.NONE, Use.PULL));
    JsonText absent =
        JsonText.of(
            "mediaType", "'application/vnd.test'",
            "digest", "'sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'",
            "size", "1",
            "data", "'YQ=='");
    add("layer that is only its data", manifest(layer(), absent));
  }
}
