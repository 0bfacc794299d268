package io.oras.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaTypeTest {
  @Test
  @Tag("IMG-DESC-01")
  @Tag("IMG-MANI-12")
  void typeAndSubtypeHaveAtMost127Characters() {
    String longest = "t".repeat(127) + "/" + "s".repeat(127);
    assertEquals(longest, new MediaType(longest).value());
    assertThrows(IllegalArgumentException.class, () -> new MediaType("t".repeat(128) + "/s"));
    assertThrows(IllegalArgumentException.class, () -> new MediaType("t/" + "s".repeat(128)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "invalid",
        "application",
        ".foo/bar",
        "foo/.bar",
        "foo/",
        "/bar",
        "a/b/c",
        "a/b;c=d",
        "a b/c",
        "a/b\n",
        "ä/b",
        "a/*"
      })
  @Tag("IMG-DESC-01")
  @Tag("IMG-DESC-09")
  @Tag("IMG-MANI-04")
  void whatIsNoMediaTypeIsShownInTheMessage(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new MediaType(text)).getMessage());
    assertTrue(message.contains("got '" + text + "'"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "conf", "my type", "test.media", "text/plain; charset=utf-8", "a/*"})
  void whatOthersWroteIsReadAsItIs(String text) {
    MediaType type = MediaType.read(text);
    assertEquals(text, type.value());
    assertEquals(text, type.toString());
    assertEquals(text.isEmpty(), type.isEmpty());
    assertFalse(type.isManifest());
  }

  @Test
  void aTypeThatWasReadEqualsTheSameTypeThatWasChecked() {
    MediaType read = MediaType.read("application/vnd.oci.image.index.v1+json");
    assertEquals(MediaType.OCI_INDEX, read);
    assertEquals(MediaType.OCI_INDEX.hashCode(), read.hashCode());
    assertEquals(0, MediaType.OCI_INDEX.compareTo(read));
    assertTrue(read.isIndex());
  }

  @Test
  void aHeaderGetsTheTypeThatAHeaderMayHave() {
    assertEquals(
        "text/plain; charset=utf-8", MediaType.read("text/plain; charset=utf-8").headerValue());
    for (String text : List.of("", " ", "a/b\r\nX: y", "ä/b")) {
      assertEquals("application/octet-stream", MediaType.read(text).headerValue());
    }
  }

  @Test
  void layersAndConfigsAreBlobsWhereverTheyStand() {
    for (String type :
        List.of(
            "application/vnd.oci.image.layer.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.diff.tar.gzip",
            "application/vnd.oci.image.config.v1+json",
            "application/vnd.buildkit.cacheconfig.v0")) {
      assertTrue(new MediaType(type).isBlob(), type);
    }
    assertFalse(MediaType.OCI_ARTIFACT_MANIFEST.isBlob());
    assertFalse(new MediaType("application/vnd.example").isBlob());
  }

  @Test
  @Tag("IMG-MANI-22")
  void dockersTypesAreManifestsToo() {
    assertTrue(MediaType.DOCKER_MANIFEST.isImageManifest());
    assertTrue(MediaType.DOCKER_MANIFEST_LIST.isIndex());
    for (MediaType type :
        List.of(
            MediaType.OCI_MANIFEST,
            MediaType.OCI_INDEX,
            MediaType.DOCKER_MANIFEST,
            MediaType.DOCKER_MANIFEST_LIST)) {
      assertTrue(type.isManifest());
    }
    assertFalse(MediaType.OCI_CONFIG.isManifest());
  }

  @Test
  @Tag("IMG-MANI-20")
  void theTypeAloneSaysWhatIsNotDistributable() {
    assertTrue(
        new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")
            .isNonDistributable());
    assertTrue(
        new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")
            .isNonDistributable());
    assertFalse(MediaType.OCI_LAYER_GZIP.isNonDistributable());
  }
}
