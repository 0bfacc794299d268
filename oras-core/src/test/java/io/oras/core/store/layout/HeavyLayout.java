package io.oras.core.store.layout;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import io.oras.core.store.Fixtures;
import io.oras.core.store.ReadableStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a layout of many manifests with 4 MiB of annotations, and prints how many referrers a
 * small one has.
 */
public final class HeavyLayout {
  static final int HEAVY = 24;
  public static final int REFERRERS = 3;
  private static final int TEXT = (4 << 20) - 1000;

  private HeavyLayout() {}

  /** Takes the folder of the layout. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    LayoutStore writing = LayoutStore.open(folder, Fixtures.context());
    Descriptor subject = Fixtures.pushArtifact(writing, "subject", null);
    for (int i = 0; i < HEAVY; i++) {
      RawManifest heavy =
          Fixtures.CODEC.write(
              new ImageManifest(
                  MediaType.OCI_MANIFEST,
                  Fixtures.TYPE,
                  Descriptor.EMPTY_JSON,
                  List.of(),
                  null,
                  Map.of("text", i + "x".repeat(TEXT))));
      writing.pushManifest(heavy.descriptor().plain(), ContentSource.ofBytes(heavy.bytes()));
    }
    for (int i = 0; i < REFERRERS; i++) {
      Fixtures.pushArtifact(writing, "referrer " + i, subject);
    }
    try (ReadableStore reading = LayoutStore.openReadOnly(folder, Fixtures.context());
        Stream<Descriptor> referrers = reading.referrers(subject, Optional.empty())) {
      System.out.println(referrers.filter(d -> d.annotations().containsKey("about")).count());
    }
  }
}
