package io.oras.tests.graphs;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.IndexEditor;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A graph to move about: an index of three platforms, with referrers on two levels. */
final class LargeGraph {
  static final MediaType SIGNATURE = new MediaType("application/vnd.example.signature");
  static final MediaType SBOM = new MediaType("application/vnd.example.sbom");
  static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "s390x");

  private LargeGraph() {}

  static Artifact artifact(MediaType type, String text) {
    return artifact(text).withType(type);
  }

  private static Artifact artifact(String text) {
    return Artifact.of(Layer.ofText(text).withTitle(text + ".txt"))
        .withAnnotations(Map.of(Annotations.CREATED, "2000-01-01T00:00:00Z", "about", text));
  }

  /** An image of one layer whose config states the platform linux/ARCHITECTURE. */
  static Artifact image(String architecture) {
    String config = "{\"architecture\":\"%s\",\"os\":\"linux\"}".formatted(architecture);
    return artifact(architecture)
        .withConfig(Layer.ofText(config).withMediaType(MediaType.OCI_CONFIG));
  }

  static RawManifest attach(Repository target, RawManifest to, MediaType type, String text)
      throws IOException {
    return target.attach(to.descriptor().digest().toString(), artifact(type, text)).manifest();
  }

  /** Plants it under the tag {@code v1}: 4 manifests of the index, and 5 referrers. */
  static RawManifest plant(Repository target) throws IOException {
    IndexEditor index = target.newIndex();
    RawManifest child = null;
    for (String architecture : ARCHITECTURES) {
      child = target.push(architecture, image(architecture)).manifest();
      index.add(architecture);
    }
    RawManifest root = index.push("v1").manifest();
    RawManifest sbom = attach(target, root, SBOM, "sbom of the index");
    attach(target, sbom, SIGNATURE, "signature of that");
    attach(target, root, SIGNATURE, "signature of the index");
    RawManifest childSbom = attach(target, child, SBOM, "sbom of a child");
    attach(target, childSbom, SIGNATURE, "signature of that as well");
    return root;
  }

  /** The digests of all manifests that can be found from the root: downwards and by referrers. */
  static Set<String> reached(Repository target, RawManifest root) throws IOException {
    Set<String> found = new TreeSet<>();
    collect(target, root, found);
    for (Descriptor child : root.view().orElseThrow().children()) {
      collect(target, target.fetch(child.digest().toString()), found);
    }
    return found;
  }

  private static void collect(Repository target, RawManifest manifest, Set<String> found)
      throws IOException {
    Digest digest = manifest.descriptor().digest();
    found.add(digest.toString());
    target
        .discover(digest.toString())
        .flatten()
        .forEach(referrer -> found.add(referrer.digest().toString()));
  }
}
