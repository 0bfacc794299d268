package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.DOCKER;
import static io.oras.tests.corpus.Contents.GONE;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI;
import static io.oras.tests.corpus.Contents.SECOND;
import static io.oras.tests.corpus.Contents.layer;
import static io.oras.tests.corpus.Contents.manifest;
import static io.oras.tests.corpus.Contents.titled;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Image manifests with a descriptor of a layer that is odd. */
final class LayerDocuments {
  private final List<OddDocument> all = new ArrayList<>();

  private LayerDocuments() {}

  static List<OddDocument> all() {
    LayerDocuments documents = new LayerDocuments();
    documents.optionalMembers();
    documents.digests();
    documents.titles();
    documents.foreign();
    return documents.all;
  }

  private OddDocument add(String name, Object text) {
    OddDocument document = OddDocument.manifest(name, OCI, text).at(Place.TARGET);
    all.add(document);
    return document;
  }

  /** Adds a manifest with a layer that cannot be fetched as it is described. */
  private void addUnusable(String name, Object text) {
    all.add(OddDocument.manifest(name, OCI, text).unusable());
  }

  private void optionalMembers() {
    for (String value : List.of("null", "[]", "['']", "['%']", "['ftp://x']", "[null]", "'x'")) {
      add("urls " + value, manifest(layer().with("urls", value)));
    }
    // The data of the layer is "bGF5ZXIK".
    for (String value : List.of("null", "''", "'e30='", "'bGF5ZXJz'", "'bGF5ZXIK'", "'!'", "{}")) {
      add("data " + value, manifest(layer().with("data", value)));
    }
    for (String value : List.of("null", "{}", "{'os':null}", "{'os':'linux'}", "'linux'")) {
      add("platform " + value, manifest(layer().with("platform", value)));
    }
    for (String value : List.of("''", "null", "'x'")) {
      add("layer artifactType " + value, manifest(layer().with("artifactType", value)));
    }
  }

  private void digests() {
    addUnusable("layer artifactType 1", manifest(layer().with("artifactType", "1")));
    String hex = LAYER.digest().encoded();
    addUnusable(
        "digest in upper case",
        manifest(layer().with("digest", "'sha256:" + hex.toUpperCase(Locale.ROOT) + "'")));
    addUnusable("no digest", manifest(layer().without("digest")));
    addUnusable("digest ''", manifest(layer().with("digest", "''")));
    addUnusable("digest too short", manifest(layer().with("digest", "'sha256:abc'")));
    addUnusable(
        "digest that leads to a folder", manifest(layer().with("digest", "'sha256:../../x'")));
    addUnusable(
        "digest of unknown algorithm", manifest(layer().with("digest", "'blake3:" + hex + "'")));
    addUnusable("no size", manifest(layer().without("size")));
    addUnusable("size null", manifest(layer().with("size", "null")));
    for (String size : List.of("0", "5", "7")) {
      addUnusable("size " + size, manifest(layer().with("size", size)));
    }
    for (String size : List.of("-1", "'6'", "6.0", "99999999999999999999")) {
      addUnusable("size " + size, manifest(layer().with("size", size)));
    }
    add("layer twice", manifest(layer(), layer()));
    all.add(
        OddDocument.manifest(
                "layer with two titles", OCI, manifest(layer(), titled(layer(), "g.txt")))
            .gives("f.txt=layer, g.txt=layer", Use.PULL));
    all.add(
        OddDocument.manifest(
                "two layers with one title",
                OCI,
                manifest(layer(), titled(SECOND.descriptor("application/vnd.test"), "f.txt")))
            .gives(OddDocument.REFUSED, Use.PULL));
  }

  private void title(String title, String outcome) {
    all.add(
        OddDocument.manifest(
                "title " + title.replace("\\", "\\\\"), OCI, manifest(titled(layer(), title)))
            .at(Place.TARGET)
            .gives(outcome, Use.PULL));
  }

  private void titles() {
    for (String title :
        List.of(
            "con", "aux", "nul", "con.txt", "COM1", "a/nul", "a/b.txt", "a b", "a:b", "a*?", "-x",
            ".x", "x.", "x ")) {
      title(title, title + "=layer");
    }
    title("./f.txt", "f.txt=layer");
    title("a//f.txt", "a/f.txt=layer");
    title("a/./f.txt", "a/f.txt=layer");
    for (String title :
        List.of("../f.txt", "a/../f.txt", "a/../../f.txt", "/f.txt", "..", ".", "f\\u0000.txt")) {
      title(title, OddDocument.REFUSED);
    }
    title("", OddDocument.NONE);
    title("f.txt/", "f.txt=layer");
    title("..\\\\f.txt", OddDocument.REFUSED);
  }

  /** Layers that registries need not hold; Windows images have them. */
  private void foreign() {
    String urls = "['https://127.0.0.1:1/x']";
    for (String type :
        List.of(
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")) {
      all.add(
          OddDocument.manifest(
              "foreign layer of type " + type,
              type.contains("docker") ? DOCKER : OCI,
              manifest(layer(), GONE.descriptor(type).with("urls", urls))
                  .with("mediaType", "'" + (type.contains("docker") ? DOCKER : OCI) + "'")));
    }
  }
}
