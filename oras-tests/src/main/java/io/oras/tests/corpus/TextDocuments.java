package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI;
import static io.oras.tests.corpus.Contents.layer;
import static io.oras.tests.corpus.Contents.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Manifests that are odd as texts: encodings, white space, what stands around the object. */
final class TextDocuments {
  private static final String GOOD = manifest().toString();

  private TextDocuments() {}

  static List<OddDocument> all() {
    List<OddDocument> all = new ArrayList<>();
    all.add(odd("no UTF-8 in an annotation", annotated("\u00e9t\u00e9 \u00ff\u00fe")));
    all.add(odd("half a surrogate pair in an annotation", annotated("a\\ud83d b")));
    all.add(odd("an encoded surrogate in an annotation", annotated("\u00ed\u00a0\u00bd")));
    all.add(odd("an overlong encoding in an annotation", annotated("\u00c0\u00af")));
    all.add(odd("NUL and line break in an annotation", annotated("a\\u0000b\\n")));
    all.add(odd("control characters in an annotation", annotated("a\tb")).unusable());
    all.add(odd("unknown escape in an annotation", annotated("a\\q")).unusable());
    all.add(odd("no UTF-8 in a name", manifest().with("\u00ff", "1")));
    all.add(odd("half a surrogate pair in a name", manifest().with("\\udc00", "1")));
    all.add(odd("no UTF-8 in a type", manifest(layer().with("mediaType", "'a/\u00ff'"))));
    all.add(
        odd("no UTF-8 in a title", manifest(Contents.titled(layer(), "f\u00ff.txt")))
            .gives("f\ufffd.txt=layer", Use.PULL));
    all.add(odd("line break at the end", GOOD + "\n"));
    all.add(odd("white space around", "\r\n\t " + GOOD + " \r\n"));
    all.add(odd("indented with CR LF", GOOD.replace(",", ",\r\n\t")));
    all.add(odd("escaped solidus", GOOD.replace("/", "\\/")));
    all.add(odd("escaped member name", GOOD.replace("\"layers\"", "\"\\u006cayers\"")));
    all.add(odd("byte order mark", "\u00ef\u00bb\u00bf" + GOOD).unusable());
    all.add(odd("text after the object", GOOD + "x").unusable());
    all.add(odd("second object", GOOD + "{}").unusable());
    all.add(odd("NUL at the end", GOOD + "\0").unusable());
    all.add(odd("comment", GOOD.replaceFirst(",", "/* */,")).unusable());
    all.add(odd("comma at the end", GOOD.substring(0, GOOD.length() - 1) + ",}").unusable());
    all.add(odd("cut", GOOD.substring(0, GOOD.length() / 2)).unusable());
    all.add(odd("no bytes", "").unusable());
    all.add(odd("null", "null").unusable());
    all.add(odd("list", "[" + GOOD + "]").unusable());
    all.add(odd("text", "\"" + LAYER.digest() + "\"").unusable());
    all.add(
        odd(
                "UTF-16",
                new String(GOOD.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1))
            .unusable());
    return all;
  }

  private static OddDocument odd(String name, Object text) {
    return OddDocument.manifest(name, OCI, text);
  }

  private static JsonText annotated(String value) {
    return manifest().with("annotations", JsonText.of("a", "'" + value + "'"));
  }
}
