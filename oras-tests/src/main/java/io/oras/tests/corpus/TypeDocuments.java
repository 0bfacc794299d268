package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.CONFIG;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI;
import static io.oras.tests.corpus.Contents.config;
import static io.oras.tests.corpus.Contents.layer;
import static io.oras.tests.corpus.Contents.list;
import static io.oras.tests.corpus.Contents.manifest;

import java.util.ArrayList;
import java.util.List;

/** Media types and artifact types that are none, and manifests of unknown types. */
final class TypeDocuments {
  /** podman writes the second, {@code oras push f:layer.type} any of the others. */
  private static final List<String> TYPES =
      List.of(
          "'test.media'",
          "'text/plain; charset=utf-8'",
          "'conf'",
          "'my type'",
          "'" + "t".repeat(300) + "/x'",
          "''",
          "null");

  private TypeDocuments() {}

  static List<OddDocument> all() {
    List<OddDocument> all = new ArrayList<>();
    for (String type : TYPES) {
      String name = type.length() > 40 ? "of 300 letters" : type;
      boolean given = !type.equals("''") && !type.equals("null");
      all.add(
          oci("layer type " + name, manifest(layer().with("mediaType", type))).at(Place.TARGET));
      all.add(
          oci("config type " + name, manifest().with("config", config().with("mediaType", type)))
              .at(Place.TARGET));
      all.add(
          oci("artifact type " + name, manifest().with("artifactType", type))
              .lists(given ? type.replace("'", "") : "application/vnd.test.config"));
    }
    all.add(oci("layer without type", manifest(layer().without("mediaType"))));
    all.add(oci("config without type", manifest().with("config", config().without("mediaType"))));
    all.add(
        oci(
                "neither artifact type nor config type",
                manifest().without("artifactType").with("config", config().with("mediaType", "''")))
            .lists(""));
    all.add(
        oci(
            "subject without type",
            manifest().with("subject", GOOD.descriptor().without("mediaType"))));
    all.add(
        oci(
            "subject of type test.media",
            manifest().with("subject", GOOD.descriptor("test.media"))));
    unknown(all);
    return all;
  }

  private static OddDocument oci(String name, JsonText text) {
    return OddDocument.manifest(name, OCI, text);
  }

  /** Manifests whose own type is not one of the four. */
  private static void unknown(List<OddDocument> all) {
    String artifact = "application/vnd.oci.artifact.manifest.v1+json";
    JsonText blobs =
        JsonText.of(
            "mediaType",
            "'" + artifact + "'",
            "artifactType",
            "'application/vnd.test'",
            "blobs",
            list(layer(), CONFIG.descriptor("application/vnd.test.layer")));
    all.add(
        OddDocument.manifest("artifact manifest of image-spec 1.1 rc2", artifact, blobs).inIndex());
    String oras = "application/vnd.cncf.oras.artifact.manifest.v1+json";
    all.add(
        OddDocument.manifest(
                "artifact manifest of ORAS", oras, blobs.with("mediaType", "'" + oras + "'"))
            .inIndex());
    for (String type :
        List.of("application/vnd.example.thing+json", "test.media", "application/json")) {
      all.add(
          OddDocument.manifest(
                  "manifest of type " + type, type, manifest().with("mediaType", "'" + type + "'"))
              .inIndex());
    }
    String index = "application/vnd.example.index+json";
    all.add(
        OddDocument.manifest(
                "manifest of type " + index,
                index,
                Contents.index(GOOD.descriptor()).with("mediaType", "'" + index + "'"))
            .gives("good.txt=good layer", Use.PULL)
            .lists("")
            .inIndex());
    all.add(
        OddDocument.manifest(
                "manifest of type text/plain",
                "text/plain",
                "This is no manifest, but it has a tag.")
            .at(Place.TARGET)
            .gives(OddDocument.NONE, Use.PULL)
            .gives(OddDocument.REFUSED, Place.TARGET, Source.REGISTRY, Use.FETCH)
            .gives(OddDocument.REFUSED, Place.TARGET, Source.REGISTRY, Use.PULL)
            .gives(OddDocument.REFUSED, Place.TARGET, Source.REGISTRY, Use.COPY));
    all.add(
        OddDocument.manifest(
                "Docker manifest of schema 1",
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                JsonText.of(
                    "schemaVersion", "1",
                    "name", "'odd'",
                    "tag", "'odd'",
                    "architecture", "'amd64'",
                    "fsLayers", "[{'blobSum':'" + LAYER.digest() + "'}]",
                    "history", "[{'v1Compatibility':'{}'}]",
                    "signatures", "[]"))
            .gives(OddDocument.NONE, Use.PULL)
            .lists("")
            .inIndex());
  }
}
