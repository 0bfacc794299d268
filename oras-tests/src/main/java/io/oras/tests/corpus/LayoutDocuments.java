package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.GONE;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI_INDEX;
import static io.oras.tests.corpus.Contents.REFERRER;
import static io.oras.tests.corpus.Contents.index;

import java.util.ArrayList;
import java.util.List;

/** Files {@code index.json} of layouts. */
final class LayoutDocuments {
  private static final JsonText TAGGED = GOOD.tagged("good");

  private final List<OddDocument> all = new ArrayList<>();

  private LayoutDocuments() {}

  static List<OddDocument> all() {
    LayoutDocuments documents = new LayoutDocuments();
    documents.members();
    documents.entries();
    return documents.all;
  }

  private void add(String name, Object text) {
    all.add(
        OddDocument.manifest("layout: " + name, OCI_INDEX, text)
            .at(Place.INDEX_FILE)
            .gives("good.txt=good layer", Use.PULL)
            .gives("referrer(application/vnd.test.referrer)", Use.DISCOVER));
  }

  private void members() {
    JsonText index = index(TAGGED, REFERRER.descriptor());
    add("as it should be", index);
    add("no schemaVersion", index.without("schemaVersion"));
    add("no mediaType", index.without("mediaType"));
    add("mediaType test.media", index.with("mediaType", "'test.media'"));
    add("annotations null", index.with("annotations", "null"));
    add("unused member twice", index.and("x", "1").and("x", "2"));
    add("line break at the end", index + "\n");
    add("no UTF-8 in an annotation", index.with("annotations", "{'x':'\u00ff'}"));
    all.add(refused("manifests null", index.with("manifests", "null")));
    all.add(refused("no manifests", index.without("manifests")));
    all.add(refused("no JSON", "{"));
  }

  private static OddDocument refused(String name, Object text) {
    return OddDocument.manifest("layout: " + name, OCI_INDEX, text)
        .at(Place.INDEX_FILE)
        .gives(OddDocument.REFUSED, Use.values());
  }

  private void entries() {
    JsonText referrer = REFERRER.descriptor();
    add("entry of type test.media", index(TAGGED, referrer, LAYER.descriptor("test.media")));
    add("entry of type ''", index(TAGGED, referrer, LAYER.descriptor("")));
    add(
        "tagged entry of type test.media",
        index(TAGGED.with("mediaType", "'test.media'"), referrer));
    add("tagged entry without type", index(TAGGED.without("mediaType"), referrer));
    add("referrer of type test.media", index(TAGGED, referrer.with("mediaType", "'test.media'")));
    add("entry with artifactType ''", index(TAGGED.with("artifactType", "''"), referrer));
    add("entry with platform null", index(TAGGED.with("platform", "null"), referrer));
    add("entry with urls ['']", index(TAGGED.with("urls", "['']"), referrer));
    add("entry with data of another size", index(TAGGED.with("data", "'e30='"), referrer));
    add("entry that is gone", index(TAGGED, referrer, GONE.descriptor()));
    add("entry null", index(TAGGED, referrer, "null"));
    add("entry {}", index(TAGGED, referrer, "{}"));
    all.add(
        OddDocument.manifest(
                "layout: entry with another size",
                OCI_INDEX,
                index(TAGGED, referrer.with("size", "1")))
            .at(Place.INDEX_FILE)
            .gives("good.txt=good layer", Use.PULL)
            .gives("empty, good, good layer", Use.COPY_REFERRERS));
    add(
        "entry of unknown algorithm",
        index(TAGGED, referrer, GONE.descriptor().with("digest", "'x:y'")));
    add(
        "tag that is null",
        index(TAGGED, referrer.with("annotations", "{'org.opencontainers.image.ref.name':null}")));
    add("tag that is empty", index(TAGGED, GOOD.tagged(""), referrer));
    add(
        "tag that is a reference",
        index(TAGGED, GOOD.tagged("docker.io/library/alpine:3"), referrer));
    add("entry twice", index(TAGGED, TAGGED, referrer, referrer));
    Content broken = Content.manifest("broken", Contents.OCI, "{\"layers\":");
    all.add(
        OddDocument.manifest(
                "layout: entry that is no JSON",
                OCI_INDEX,
                index(TAGGED, referrer, broken.descriptor()))
            .at(Place.INDEX_FILE)
            .beside(broken)
            .gives("good.txt=good layer", Use.PULL)
            .gives("referrer(application/vnd.test.referrer)", Use.DISCOVER));
  }
}
