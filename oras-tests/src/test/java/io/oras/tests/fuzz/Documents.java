package io.oras.tests.fuzz;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.tests.property.SeededRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Manifests and indexes with any of their fields. */
final class Documents {
  private Documents() {}

  static Manifest manifest(SeededRandom chance) {
    MediaType artifactType = chance.oneIn(2) ? mediaType(chance) : null;
    Descriptor subject = chance.oneIn(3) ? descriptor(chance) : null;
    return chance.oneIn(2)
        ? new ImageManifest(
            chance.pick(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST),
            artifactType,
            descriptor(chance),
            chance.list(0, 3, () -> descriptor(chance)),
            subject,
            annotations(chance))
        : new ImageIndex(
            chance.pick(MediaType.OCI_INDEX, MediaType.DOCKER_MANIFEST_LIST),
            artifactType,
            chance.list(0, 3, () -> descriptor(chance)),
            subject,
            annotations(chance));
  }

  private static MediaType mediaType(SeededRandom chance) {
    return new MediaType(
        chance.pick("application", "a")
            + "/"
            + chance.text("azAZ09!#$&^_.+-", 1, 9).replaceFirst("^[^a-z]", "v"));
  }

  private static Map<String, String> annotations(SeededRandom chance) {
    Map<String, String> all = new TreeMap<>();
    for (int more = chance.below(4); more > 0; more--) {
      all.put(chance.pick(Annotations.TITLE, chance.anyText(9)), chance.anyText(20));
    }
    return all;
  }

  private static @Nullable Platform platform(SeededRandom chance) {
    return chance.oneIn(2)
        ? null
        : new Platform(
            "linux",
            chance.pick("amd64", ""),
            chance.oneIn(2) ? "v8" : null,
            chance.oneIn(2) ? chance.anyText(5) : null,
            chance.list(0, 2, () -> chance.anyText(5)),
            List.of());
  }

  private static Descriptor descriptor(SeededRandom chance) {
    byte[] data = chance.bytes(0, 20);
    boolean embedded = chance.oneIn(3);
    return new Descriptor(
        mediaType(chance),
        embedded ? Digest.of(data) : NamesFuzzTest.digest(chance),
        embedded ? data.length : chance.number() & Long.MAX_VALUE,
        chance.list(0, 1, () -> "https://elsewhere.example/x?y=%20&z"),
        annotations(chance),
        embedded ? Base64.getEncoder().encodeToString(data) : null,
        platform(chance),
        chance.oneIn(3) ? mediaType(chance) : null);
  }
}
