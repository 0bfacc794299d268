package io.oras.cli;

import io.oras.api.model.Digest;
import io.oras.tests.registry.RegistryBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content that every registry of the suite holds: the repositories {@code images} and {@code
 * artifacts}, each of them a layout too. The digests of their parts are placeholders of the cases.
 */
final class InteropFixtures {
  private static final String OCI = "application/vnd.oci.image.";
  private static final String MANIFEST = OCI + "manifest.v1+json";
  private static final String INDEX = OCI + "index.v1+json";
  private static final String LAYER = OCI + "layer.v1.tar";
  private static final String CONFIG = OCI + "config.v1+json";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.";

  private final Path root;
  private final Map<String, String> digests = new LinkedHashMap<>();
  private Path layout = Path.of("");
  private List<String> entries = new ArrayList<>();

  private InteropFixtures(Path root) {
    this.root = root;
  }

  /** Writes the layouts below a folder. */
  static InteropFixtures in(Path root) throws IOException {
    InteropFixtures fixtures = new InteropFixtures(root);
    fixtures.write("images");
    fixtures.write("artifacts");
    return fixtures;
  }

  /** A layout by its name. */
  Path folder(String name) {
    return root.resolve(name);
  }

  /** Digests by the name of what has them. */
  Map<String, String> digests() {
    return digests;
  }

  void seed(RegistryBuilder builder) {
    builder.seed("images", folder("images"));
    builder.seed("artifacts", folder("artifacts"));
  }

  private void write(String name) throws IOException {
    layout = Files.createDirectories(folder(name).resolve("blobs/sha256")).getParent().getParent();
    entries = new ArrayList<>();
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    foobar();
    String multi = multi();
    if (name.equals("images")) {
      images();
    } else {
      artifacts(multi);
    }
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, String.join(",", entries)));
  }

  private void foobar() throws IOException {
    String config = blob("emptyconfig", "application/vnd.unknown.config.v1+json", "{}");
    String layers =
        array(
            titled(blob("foo", LAYER, "foo"), "foo1"),
            titled(blob("foo", LAYER, "foo"), "foo2"),
            titled(blob("bar", LAYER, "bar"), "bar"));
    tag(manifest("foobar", null, config, layers, null, null), "foobar");
  }

  private String multi() throws IOException {
    String hello = titled(blob("hello", LAYER, "hello ".repeat(1700)), "hello.tar");
    String[] platforms = {
      "\"architecture\":\"amd64\",\"os\":\"linux\"",
      "\"architecture\":\"arm64\",\"os\":\"linux\"",
      "\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\""
    };
    String[] names = {"amd64", "arm64", "armv7"};
    List<String> images = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String config = blob(names[i] + "config", CONFIG, "{\r\n  " + platforms[i] + "\r\n}");
      String image = manifest(names[i], null, config, array(hello), null, null);
      tag(image, "linux-" + names[i]);
      images.add(with(image, "\"platform\":{" + platforms[i] + "}"));
    }
    String multi =
        blob(
            "multi",
            INDEX,
            "{\"mediaType\":\"%s\",\"schemaVersion\":2,\"manifests\":%s}"
                .formatted(INDEX, array(images.toArray(String[]::new))));
    tag(multi, "multi");
    return multi;
  }

  private void images() throws IOException {
    tag(
        blob(
            "emptyindex",
            INDEX,
            "{\"mediaType\":\"%s\",\"schemaVersion\":2,\"manifests\":[]}".formatted(INDEX)),
        "empty_index");
    String text = blob("textconfig", "application/vnd.unknown.config.v1+json", "no JSON");
    String layer = titled(blob("file", LAYER, "an artifact"), "artifactfile");
    tag(manifest("nonjson", null, text, array(layer), null, null), "nonjson-config");
    attested();
    docker();
  }

  /** As BuildKit writes attestations of two images. */
  private void attested() throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : List.of("amd64", "arm64")) {
      String config = blob(name + "attestationconfig", CONFIG, "{\"for\":\"" + name + "\"}");
      String statement =
          blob(name + "statement", "application/vnd.in-toto+json", "\"" + name + "\"");
      String attestation =
          manifest(name + "attestation", null, config, array(statement), null, null);
      String image = descriptor(name, MANIFEST);
      all.add(with(image, "\"platform\":{\"architecture\":\"" + name + "\",\"os\":\"linux\"}"));
      all.add(
          with(
              attestation,
              "\"annotations\":{\"vnd.docker.reference.digest\":\"%s\",\"vnd.docker.reference.type\":\"attestation-manifest\"},\"platform\":{\"architecture\":\"unknown\",\"os\":\"unknown\"}"
                  .formatted(digests.get(name))));
    }
    tag(
        blob(
            "attested",
            INDEX,
            "{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"%s\",\n  \"manifests\": %s,\n  \"annotations\": {\"k\": \"<v>\"}\n}"
                .formatted(INDEX, array(all.toArray(String[]::new)))),
        "attested");
  }

  private void docker() throws IOException {
    String config = blob("amd64config", "application/vnd.docker.container.image.v1+json", null);
    String layer = blob("hello", "application/vnd.docker.image.rootfs.diff.tar.gzip", null);
    String image =
        blob(
            "docker",
            DOCKER + "v2+json",
            "{\"schemaVersion\":2,\"mediaType\":\"%sv2+json\",\"config\":%s,\"layers\":[%s]}"
                .formatted(DOCKER, config, layer));
    tag(image, "docker");
    tag(
        blob(
            "dockerlist",
            DOCKER + "list.v2+json",
            "{\"schemaVersion\":2,\"mediaType\":\"%slist.v2+json\",\"manifests\":[%s]}"
                .formatted(
                    DOCKER,
                    with(image, "\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}"))),
        "docker-list");
  }

  private void artifacts(String multi) throws IOException {
    String created = "\"org.opencontainers.image.created\":\"2023-01-18T08:37:42Z\"";
    String sbom =
        manifest(
            "sbom",
            null,
            blob("sbomconfig", "test/sbom.file", "{\"of\":\"sbom\"}"),
            array(titled(blob("sbomfile", LAYER, "an sbom"), "sbom")),
            descriptor("foobar", MANIFEST),
            created);
    untagged(sbom);
    untagged(
        manifest(
            "signature",
            null,
            blob("signatureconfig", "test/signature.file", "{\"of\":\"signature\"}"),
            array(titled(blob("signaturefile", LAYER, "a signature"), "signature")),
            sbom,
            created));
    untagged(
        manifest(
            "indexreferrer",
            null,
            blob("indexconfig", "referrer/index", "{\"of\":\"index\"}"),
            "[]",
            multi,
            created + ",\"subject\":\"index\""));
    untagged(
        manifest(
            "imagereferrer",
            null,
            blob("imageconfig", "referrer/image", "{\"of\":\"image\"}"),
            "[]",
            descriptor("amd64", MANIFEST),
            created + ",\"subject\":\"linux/amd64\""));
    String empty = with(blob("emptyconfig", EMPTY, "{}"), "\"data\":\"e30=\"");
    tag(
        manifest(
            "unnamed",
            null,
            blob("emptyconfig", "application/vnd.unknown.config.v1+json", "{}"),
            array(blob("foo", LAYER, "foo")),
            null,
            null),
        "unnamed");
    tag(manifest("empty", "test/empty.artifact", empty, array(empty), null, created), "empty");
    String hello = titled(descriptor("hello", LAYER), "hello.tar");
    tag(
        manifest(
            "config",
            "application/vnd.example+type",
            descriptor("amd64config", CONFIG),
            array(hello),
            null,
            null),
        "config");
    tag(
        manifest("blob", "application/vnd.example+type", empty, array(hello), null, created),
        "blob");
    nested(empty, created);
  }

  /** An index of artifacts without platforms that have referrers of referrers. */
  private void nested(String empty, String created) throws IOException {
    List<String> children = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      String layer = titled(blob(name + "layer", LAYER, "content of " + name), name);
      String child =
          manifest(name, "application/vnd.unknown.artifact.v1", empty, array(layer), null, created);
      children.add(child);
      String scan = manifest("scan" + name, "scan/" + name, empty, array(empty), child, created);
      untagged(scan);
      untagged(manifest("proof" + name, "proof/" + name, empty, array(empty), scan, created));
    }
    tag(
        blob(
            "nested",
            INDEX,
            "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":%s}"
                .formatted(INDEX, array(children.toArray(String[]::new)))),
        "nested");
  }

  private String manifest(
      String name,
      @Nullable String artifactType,
      String config,
      String layers,
      @Nullable String subject,
      @Nullable String annotations)
      throws IOException {
    String text = "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\"";
    text += artifactType == null ? "" : ",\"artifactType\":\"" + artifactType + "\"";
    text += ",\"config\":" + config + ",\"layers\":" + layers;
    text += subject == null ? "" : ",\"subject\":" + subject;
    text += annotations == null ? "" : ",\"annotations\":{" + annotations + "}";
    return blob(name, MANIFEST, text + "}");
  }

  /** Stores content, unless it is there, and returns its descriptor. */
  private String blob(String name, String type, @Nullable String text) throws IOException {
    if (text != null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Digest digest = Digest.of(bytes);
      Files.write(layout.resolve("blobs/sha256").resolve(digest.encoded()), bytes);
      digests.put(name, digest.toString());
    }
    return descriptor(name, type);
  }

  private String descriptor(String name, String type) throws IOException {
    String digest = digests.get(name);
    Path file = layout.resolve("blobs").resolve(digest.replace(':', '/'));
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(type, digest, Files.size(file));
  }

  private static String titled(String descriptor, String title) {
    return with(
        descriptor, "\"annotations\":{\"org.opencontainers.image.title\":\"" + title + "\"}");
  }

  private static String with(String object, String member) {
    return object.substring(0, object.length() - 1) + "," + member + "}";
  }

  private static String array(String... items) {
    return Arrays.asList(items).toString().replace("}, {", "},{");
  }

  private void tag(String descriptor, String tag) {
    entries.add(
        with(
            descriptor, "\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}"));
  }

  private void untagged(String descriptor) {
    entries.add(descriptor);
  }
}
