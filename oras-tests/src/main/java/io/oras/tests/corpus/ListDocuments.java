package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.GONE;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI_INDEX;
import static io.oras.tests.corpus.Contents.REFERRER;
import static io.oras.tests.corpus.Contents.index;

import java.util.ArrayList;
import java.util.List;

/** Referrers lists that registries answer with. */
final class ListDocuments {
  private static final String TYPE = "'application/vnd.test.referrer'";
  private static final JsonText ENTRY = REFERRER.descriptor().with("artifactType", TYPE);

  private final List<OddDocument> all = new ArrayList<>();

  private ListDocuments() {}

  static List<OddDocument> all() {
    ListDocuments documents = new ListDocuments();
    documents.members();
    documents.entries();
    return documents.all;
  }

  private void add(String name, Object text, String referrers) {
    all.add(
        OddDocument.manifest("list: " + name, OCI_INDEX, text)
            .at(Place.LIST)
            .gives(referrers, Use.DISCOVER));
  }

  private void members() {
    String listed = "referrer(application/vnd.test.referrer)";
    add("as it should be", index(ENTRY), listed);
    add("no schemaVersion", index(ENTRY).without("schemaVersion"), listed);
    add("no mediaType", index(ENTRY).without("mediaType"), listed);
    add("manifests null", index().with("manifests", "null"), OddDocument.NONE);
    add("no manifests", index().without("manifests"), OddDocument.NONE);
    add("annotations null", index(ENTRY).with("annotations", "null"), listed);
    add("annotation null", index(ENTRY).with("annotations", "{'x':null}"), listed);
    add("indented", index(ENTRY).toString().replace(",", ",\n  "), listed);
    add("unused member twice", index(ENTRY).and("x", "1").and("x", "2"), listed);
    all.add(
        OddDocument.manifest("list: no JSON", OCI_INDEX, "<html></html>")
            .at(Place.LIST)
            .gives(OddDocument.REFUSED, Use.DISCOVER, Use.COPY_REFERRERS));
  }

  private void entries() {
    String listed = "referrer(application/vnd.test.referrer)";
    add("artifactType ''", index(ENTRY.with("artifactType", "''")), "referrer()");
    add("artifactType null", index(ENTRY.with("artifactType", "null")), "referrer()");
    add("no artifactType", index(ENTRY.without("artifactType")), "referrer()");
    add("artifactType conf", index(ENTRY.with("artifactType", "'conf'")), "referrer(conf)");
    for (String type : List.of("''", "'test.media'")) {
      add("mediaType " + type, index(ENTRY.with("mediaType", type)), listed);
    }
    add("no mediaType in an entry", index(ENTRY.without("mediaType")), listed);
    add("annotations null in an entry", index(ENTRY.with("annotations", "null")), listed);
    add("annotation null in an entry", index(ENTRY.with("annotations", "{'x':null}")), listed);
    add("half a surrogate pair", index(ENTRY.with("annotations", "{'x':'\\ud83d'}")), listed);
    add("no UTF-8", index(ENTRY.with("annotations", "{'x':'\u00ff'}")), listed);
    add("platform null", index(ENTRY.with("platform", "null")), listed);
    add("urls ['']", index(ENTRY.with("urls", "['']")), listed);
    add("data of another size", index(ENTRY.with("data", "'e30='")), listed);
    add("entry twice", index(ENTRY, ENTRY), listed);
    add("entry null", index(ENTRY, "null"), listed);
    add("entry {}", index(ENTRY, "{}"), listed);
    add("entry without digest", index(ENTRY, ENTRY.without("digest")), listed);
    add(
        "entry that is gone",
        index(ENTRY, GONE.descriptor().with("artifactType", TYPE)),
        "gone(application/vnd.test.referrer), " + listed);
    add(
        "the subject itself",
        index(ENTRY, GOOD.descriptor().with("artifactType", TYPE)),
        "good(application/vnd.test.referrer), " + listed);
    add(
        "entry that is a blob",
        index(ENTRY, LAYER.descriptor("application/vnd.test.layer").with("artifactType", TYPE)),
        "layer(application/vnd.test.referrer), " + listed);
  }
}
