package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.DOCKER_LIST;
import static io.oras.tests.corpus.Contents.GONE;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI_INDEX;
import static io.oras.tests.corpus.Contents.index;
import static io.oras.tests.corpus.Contents.list;

import java.util.ArrayList;
import java.util.List;

/** Indexes that are odd, or have an odd entry. */
final class IndexDocuments {
  private static final String PULLED = "good.txt=good layer";

  private final List<OddDocument> all = new ArrayList<>();

  private IndexDocuments() {}

  static List<OddDocument> all() {
    IndexDocuments documents = new IndexDocuments();
    documents.members();
    documents.entries();
    return documents.all;
  }

  private void add(String name, Object text) {
    all.add(
        OddDocument.manifest("index: " + name, OCI_INDEX, text).gives(PULLED, Use.PULL).lists(""));
  }

  private void addUnusable(String name, Object text) {
    all.add(OddDocument.manifest("index: " + name, OCI_INDEX, text).unusable());
  }

  /** Adds an index that lists nothing. */
  private void addEmpty(String name, Object text) {
    all.add(
        OddDocument.manifest("index: " + name, OCI_INDEX, text)
            .gives(OddDocument.NONE, Use.PULL)
            .lists(""));
  }

  private void members() {
    JsonText index = index(GOOD.descriptor());
    addEmpty("manifests null", index.with("manifests", "null"));
    addEmpty("no manifests", index.without("manifests"));
    addEmpty("manifests []", index.with("manifests", "[]"));
    addUnusable("manifests {}", index.with("manifests", "{}"));
    addUnusable("manifests [null]", index.with("manifests", "[null]"));
    add("no mediaType", index.without("mediaType"));
    add("no schemaVersion", index.without("schemaVersion"));
    addUnusable("schemaVersion 1", index.with("schemaVersion", "1"));
    addUnusable("mediaType of a Docker list", index.with("mediaType", "'" + DOCKER_LIST + "'"));
    add("artifactType ''", index.with("artifactType", "''"));
    all.add(
        OddDocument.manifest(
                "index: artifactType test.media",
                OCI_INDEX,
                index.with("artifactType", "'test.media'"))
            .gives(PULLED, Use.PULL)
            .lists("test.media"));
    add("annotations null", index.with("annotations", "null"));
    add("annotation null", index.with("annotations", "{'x':null}"));
    addUnusable("layers too", index.with("layers", list(Contents.layer())));
    addUnusable("manifests twice", index.and("manifests", "[]"));
  }

  private void entries() {
    JsonText good = GOOD.descriptor();
    for (String type :
        List.of(
            "'test.media'", "''", "'application/vnd.example.thing+json'", "'text/plain; x=y'")) {
      add("entry of type " + type, index(good.with("mediaType", type)));
    }
    add("entry without type", index(good.without("mediaType")));
    for (String type : List.of("''", "null", "'test.media'")) {
      add("entry with artifactType " + type, index(good.with("artifactType", type)));
    }
    for (String platform :
        List.of(
            "null",
            "{}",
            "{'os':'linux'}",
            "{'os':null,'architecture':null}",
            "'linux/amd64'",
            "{'os':'unknown','architecture':'unknown'}",
            "{'os':'','architecture':''}")) {
      add("entry with platform " + platform, index(good.with("platform", platform)));
    }
    add("entry with urls ['']", index(good.with("urls", "['']")));
    add("entry with data of another size", index(good.with("data", "'e30='")));
    add("entry with annotation null", index(good.with("annotations", "{'x':null}")));
    all.add(
        OddDocument.manifest("index: entry that is gone", OCI_INDEX, index(good, GONE.descriptor()))
            .unusable());
    add("entry twice", index(good, good));
    all.add(
        OddDocument.manifest(
                "index: entry with another size", OCI_INDEX, index(good.with("size", "1")))
            .unusable()
            .at(Place.TARGET));
    add("entry that is a blob", index(LAYER.descriptor("application/vnd.test.layer"), good));
    add(
        "entry that is a layer",
        index(LAYER.descriptor("application/vnd.oci.image.layer.v1.tar+gzip"), good));
    Content inner = Content.manifest("inner", OCI_INDEX, index(good));
    all.add(
        OddDocument.manifest("index: entry that is an index", OCI_INDEX, index(inner.descriptor()))
            .beside(inner)
            .gives(PULLED, Use.PULL)
            .lists(""));
    Content artifact =
        Content.manifest(
            "artifact",
            "application/vnd.oci.artifact.manifest.v1+json",
            JsonText.of(
                "mediaType", "'application/vnd.oci.artifact.manifest.v1+json'",
                "blobs", list(Contents.layer()),
                "subject", GOOD.descriptor().toString()));
    all.add(
        OddDocument.manifest(
                "index: entry that is an artifact manifest",
                OCI_INDEX,
                index(artifact.descriptor()))
            .beside(artifact)
            .at(Place.TARGET, Place.ENTRY)
            .gives("f.txt=layer", Use.PULL));
  }
}
