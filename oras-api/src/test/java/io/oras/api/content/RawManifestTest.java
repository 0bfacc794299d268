package io.oras.api.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A raw manifest gives its bytes always, and its view as what it is. */
class RawManifestTest {
  private static final byte[] BYTES = "{\"é\":1}".getBytes(UTF_8);
  private static final ImageManifest IMAGE =
      new ImageManifest(
          MediaType.OCI_MANIFEST,
          MediaType.UNKNOWN_ARTIFACT,
          Descriptor.EMPTY_JSON,
          List.of(Descriptor.EMPTY_JSON),
          null,
          Map.of("k", "v"));
  private static final ImageIndex INDEX =
      new ImageIndex(MediaType.OCI_INDEX, null, List.of(), null, Map.of());

  private static Descriptor descriptor(MediaType type) {
    return Descriptor.of(type, BYTES);
  }

  @Test
  void imageHasLayersAnnotationsAndAType() throws UnsupportedException {
    RawManifest raw = RawManifest.of(BYTES, descriptor(MediaType.OCI_MANIFEST), IMAGE);
    assertTrue(raw.isImage());
    assertFalse(raw.isIndex());
    assertEquals(IMAGE, raw.image());
    assertEquals(List.of(Descriptor.EMPTY_JSON), raw.layers());
    assertEquals(Map.of("k", "v"), raw.annotations());
    assertEquals(Optional.of(MediaType.UNKNOWN_ARTIFACT), raw.artifactType());
    String message = assertThrows(UnsupportedException.class, raw::index).getMessage();
    assertEquals(raw + " is an image manifest, not an index", message);
  }

  @Test
  void layersOfAnIndexAreRefused() throws UnsupportedException {
    RawManifest raw = RawManifest.of(BYTES, descriptor(MediaType.OCI_INDEX), INDEX);
    assertTrue(raw.isIndex());
    assertEquals(INDEX, raw.index());
    String message = assertThrows(UnsupportedException.class, raw::layers).getMessage();
    assertEquals(
        "application/vnd.oci.image.index.v1+json "
            + Digest.of(BYTES)
            + " is an index, not an image manifest",
        message);
  }

  @Test
  void documentThatCannotBeParsedHasItsBytesAlone() {
    byte[] given = BYTES.clone();
    RawManifest raw = RawManifest.of(given, descriptor(MediaType.OCI_MANIFEST));
    given[0] = 0;
    raw.bytes()[0] = 0;
    assertArrayEquals(BYTES, raw.bytes());
    assertEquals("{\"é\":1}", raw.text());
    assertEquals(Digest.of(BYTES), raw.digest());
    assertEquals(Optional.empty(), raw.view());
    assertEquals(Map.of(), raw.annotations());
    assertEquals(Optional.empty(), raw.artifactType());
    assertFalse(raw.isImage() || raw.isIndex());
    String message = assertThrows(UnsupportedException.class, raw::image).getMessage();
    assertTrue(message.contains("cannot be read as a manifest"), message);
  }

  @Test
  void descriptorOfOtherBytesIsRefused() {
    Descriptor longer = Descriptor.of(MediaType.OCI_MANIFEST, Digest.of(BYTES), 99);
    assertThrows(IllegalArgumentException.class, () -> RawManifest.of(BYTES, longer));
    Descriptor index = descriptor(MediaType.OCI_INDEX);
    assertThrows(IllegalArgumentException.class, () -> RawManifest.of(BYTES, index, IMAGE));
  }
}
