package io.oras.core.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlatformSelectorTest {
  private static final Platform LINUX = Platform.of("linux", "amd64");

  private final ManifestCodec codec = new JsonManifestCodec();
  private final RecordingTarget source = new RecordingTarget();

  private RawManifest put(Manifest manifest) {
    RawManifest raw = codec.write(manifest);
    source.put(raw.descriptor(), raw.bytes());
    return raw;
  }

  private RawManifest image(MediaType configType, String config) {
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor = source.put(Descriptor.of(configType, bytes), bytes);
    return put(
        new ImageManifest(
            MediaType.OCI_MANIFEST, null, descriptor, List.of(), null, Map.of("config", config)));
  }

  private RawManifest image(String name) {
    return image(MediaType.OCI_CONFIG, "{\"name\":\"" + name + "\"}");
  }

  private static Descriptor on(RawManifest manifest, Platform platform) {
    return manifest.descriptor().plain().withPlatform(platform);
  }

  private RawManifest choose(RawManifest root, String platform) throws IOException {
    return new PlatformSelector(codec, source, Limits.defaults())
        .choose(root, Platform.parse(platform));
  }

  @Test
  @Tag("IMG-IDX-03")
  @Tag("IMG-IDX-09")
  void theFirstManifestThatFitsIsTaken() throws IOException {
    RawManifest arm = image("arm");
    RawManifest first = image("first");
    RawManifest second = image("second");
    RawManifest index =
        put(
            ImageIndex.of(
                List.of(
                    on(arm, Platform.of("linux", "arm64")), on(first, LINUX), on(second, LINUX))));
    assertEquals(first, choose(index, "linux/amd64"));
    assertEquals(arm, choose(index, "linux/arm64/v8"));
  }

  @Test
  void theWholeEntryDescribesWhatIsChosen() throws IOException {
    Descriptor entry =
        on(image("typed"), LINUX)
            .withArtifactType(new MediaType("test/type"))
            .withAnnotations(Map.of("about", "entry"));
    RawManifest index = put(ImageIndex.of(List.of(entry)));
    Descriptor chosen = choose(index, "linux/amd64").descriptor();
    assertEquals(entry.artifactType(), chosen.artifactType());
    assertEquals(entry.annotations(), chosen.annotations());
    assertEquals(entry.platform(), chosen.platform());
  }

  @Test
  @Tag("IMG-IDX-04")
  void anIndexInAnIndexIsSearchedToo() throws IOException {
    RawManifest image = image("nested");
    RawManifest inner = put(ImageIndex.of(List.of(on(image, LINUX))));
    RawManifest outer = put(ImageIndex.of(List.of(on(inner, LINUX))));
    assertEquals(image, choose(outer, "linux/amd64"));
  }

  @Test
  void severalPlatformsOfAnIndexOfManyEntriesKeepTheirAttestations() throws IOException {
    int images = 5000;
    List<Descriptor> entries = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      byte[] bytes = {(byte) i, (byte) (i >> 8)};
      Descriptor image = Descriptor.of(MediaType.OCI_MANIFEST, bytes);
      String os = i % 2 == 0 ? "linux" : "plan9";
      entries.add(image.withPlatform(Platform.of(os, i % 4 < 2 ? "amd64" : "arm64")));
      entries.add(
          Descriptor.of(MediaType.OCI_MANIFEST, ("attestation " + i).getBytes(UTF_8))
              .withPlatform(Platform.of("unknown", "unknown"))
              .withAnnotations(Map.of("vnd.docker.reference.digest", image.digest().toString())));
    }
    Descriptor twice = entries.get(0).plain();
    entries.add(twice);
    entries.add(entries.get(2).plain()); // Its platform is not wanted.
    RawManifest index = put(ImageIndex.of(entries));

    RawManifest chosen =
        new PlatformSelector(codec, source, Limits.defaults())
            .choose(index, List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));

    List<Descriptor> kept = chosen.view().orElseThrow().children();
    assertEquals(images + 1, kept.size());
    assertEquals(entries.get(0).digest(), kept.get(0).digest());
    assertEquals(entries.get(1).digest(), kept.get(1).digest());
    assertEquals(entries.get(4).digest(), kept.get(2).digest());
    assertEquals(twice.digest(), kept.get(images).digest());
  }

  @Test
  void whatIsThereIsNamedWhenNothingFits() {
    RawManifest index =
        put(
            ImageIndex.of(
                List.of(
                    on(image("a"), LINUX),
                    on(image("attestation"), Platform.of("unknown", "unknown")),
                    image("without").descriptor())));
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> choose(index, "windows/amd64"));
    assertEquals("no manifest for windows/amd64; there is linux/amd64", e.getMessage());
  }

  @Test
  @Tag("IMG-MANI-08")
  @Tag("IMG-CFG-02")
  void theConfigOfAnImageSaysWhatItRunsOn() throws IOException {
    RawManifest image =
        image(
            MediaType.OCI_CONFIG,
            "{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":null,\"extra\":1}");
    assertEquals(image, choose(image, "linux/arm64"));
    assertThrows(NotFoundException.class, () -> choose(image, "linux/amd64"));
  }

  @Test
  @Tag("IMG-CFG-01")
  void aConfigThatIsBrokenSatisfiesNothing() {
    RawManifest broken = image(MediaType.OCI_CONFIG, "{");
    assertThrows(InvalidManifestException.class, () -> choose(broken, "linux/amd64"));
    RawManifest silent = image(MediaType.OCI_CONFIG, "{}");
    assertThrows(NotFoundException.class, () -> choose(silent, "linux/amd64"));
  }

  @Test
  void anArtifactHasNoPlatform() {
    RawManifest artifact = image(MediaType.OCI_EMPTY, "{}");
    UnsupportedException e =
        assertThrows(UnsupportedException.class, () -> choose(artifact, "linux/amd64"));
    assertTrue(e.getMessage().contains(MediaType.OCI_EMPTY.value()));
  }

  @Test
  void aConfigBeyondTheLimitIsNotAskedFor() {
    Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, Digest.of(new byte[] {1}), 8L << 30);
    RawManifest image =
        put(new ImageManifest(MediaType.OCI_MANIFEST, null, config, List.of(), null, Map.of()));
    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> choose(image, "linux/amd64"));
    assertTrue(e.getMessage().contains("has 8589934592 bytes"), e.getMessage());
    assertEquals(List.of(), source.calls);
  }

  @Test
  void aManifestOfAnIndexBeyondTheLimitIsNotAskedFor() {
    Descriptor huge =
        Descriptor.of(MediaType.OCI_MANIFEST, Digest.of(new byte[] {1}), 8L << 30)
            .withPlatform(LINUX);
    RawManifest index = put(ImageIndex.of(List.of(huge)));
    assertThrows(LimitExceededException.class, () -> choose(index, "linux/amd64"));
    assertEquals(List.of(), source.calls);
  }

  @Test
  void indexesInIndexesAreFollowedToTheLimitAndNotBeyond() throws IOException {
    RawManifest image = image("nested");
    RawManifest root = image;
    for (int depth = 0; depth < Limits.defaults().graphDepth(); depth++) {
      root = put(ImageIndex.of(List.of(on(root, LINUX))));
    }
    assertEquals(image, choose(root, "linux/amd64"));
    RawManifest deeper = put(ImageIndex.of(List.of(on(root, LINUX))));
    assertThrows(LimitExceededException.class, () -> choose(deeper, "linux/amd64"));
  }
}
