package io.oras.tests.graphs;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.Target;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.options.AttachOptions;
import io.oras.core.options.DiscoverOptions;
import io.oras.core.options.PushOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A graph to move about: an index of three platforms, with referrers on two levels. */
final class Forest {
  static final MediaType SIGNATURE = new MediaType("application/vnd.example.signature");
  static final MediaType SBOM = new MediaType("application/vnd.example.sbom");
  static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "s390x");

  private Forest() {}

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

  static RawManifest attach(Oras oras, Target target, RawManifest to, MediaType type, String text)
      throws IOException {
    return oras.attach(
        target,
        to.descriptor().digest().toString(),
        artifact(type, text),
        AttachOptions.defaults());
  }

  /** Plants it under the tag {@code v1}: 4 manifests of the index, and 5 referrers. */
  static RawManifest plant(Oras oras, Target target) throws IOException {
    IndexEditor index = oras.graphs().newIndex(target);
    RawManifest child = null;
    for (String architecture : ARCHITECTURES) {
      child = oras.push(target, architecture, image(architecture), PushOptions.defaults());
      index.add(architecture);
    }
    RawManifest root = index.push("v1").manifest();
    RawManifest sbom = attach(oras, target, root, SBOM, "sbom of the index");
    attach(oras, target, sbom, SIGNATURE, "signature of that");
    attach(oras, target, root, SIGNATURE, "signature of the index");
    RawManifest childSbom = attach(oras, target, child, SBOM, "sbom of a child");
    attach(oras, target, childSbom, SIGNATURE, "signature of that as well");
    return root;
  }

  /** The digests of all manifests that can be found from the root: downwards and by referrers. */
  static Set<String> reached(Oras oras, ReadOnlyTarget target, RawManifest root)
      throws IOException {
    Set<String> found = new TreeSet<>();
    collect(oras, target, root, found);
    for (Descriptor child : root.view().orElseThrow().children()) {
      collect(
          oras,
          target,
          ((ReferenceFetcher) target).fetchReference(child.digest().toString()),
          found);
    }
    return found;
  }

  private static void collect(
      Oras oras, ReadOnlyTarget target, RawManifest manifest, Set<String> found)
      throws IOException {
    Digest digest = manifest.descriptor().digest();
    found.add(digest.toString());
    oras.discover(target, digest.toString(), DiscoverOptions.defaults())
        .flatten()
        .forEach(referrer -> found.add(referrer.digest().toString()));
  }
}
