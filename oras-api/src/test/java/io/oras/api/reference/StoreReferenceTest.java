package io.oras.api.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.InvalidReferenceException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreReferenceTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci-layout:///dir#v1",
        "oci-archive:///x.tar#v1",
        "files:///dir",
        "memory://name#v1",
        "oci-layout:///dir#docker.io/library/alpine:3.20"
      })
  void aNameIsReadAsItIsWritten(String text) {
    assertEquals(text, assertInstanceOf(StoreReference.class, ArtifactName.parse(text)).toString());
  }

  @Test
  void aDigestStandsBehindAnAtSign() {
    StoreReference name = StoreReference.parse("oci-layout:///dir#@" + DIGEST);
    assertEquals(DIGEST, name.digest().orElseThrow().toString());
    assertEquals("oci-layout:///dir#@" + DIGEST, name.toString());
    assertEquals("oci-layout:///dir#t", name.withTag("t").toString());
  }

  @Test
  void textWithoutASchemeIsAReference() {
    assertInstanceOf(Reference.class, ArtifactName.parse("r.io/a:t"));
  }

  @Test
  void theTagOfALayoutIsAnyText() {
    StoreReference name = StoreReference.parse("oci-layout:///dir").withTag("a b%#é");
    assertEquals("a b%#é", StoreReference.parse(name.toString()).tag().orElseThrow());
  }

  @Test
  void aPlaceOnDiskGoesInAndOut(@TempDir Path folder) {
    Path place = folder.resolve("with space and #").toAbsolutePath();
    StoreReference name = StoreReference.of(StoreReference.uri("oci-layout", place)).withTag("v1");
    assertEquals(place, StoreReference.path(name.store()));
    assertEquals(place, StoreReference.path(StoreReference.parse(name.toString()).store()));
    assertEquals("v1", StoreReference.parse(name.toString()).tag().orElseThrow());
    assertEquals("oci-layout", name.store().getScheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci-layout:///d ir", "://x", "oci-layout:///d#@sha256:abc", "memory://"})
  void whatIsNoNameIsRefused(String text) {
    assertThrows(InvalidReferenceException.class, () -> ArtifactName.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "oci-layout:///dir:v1, oci-layout:///dir#v1",
    "oci-archive:///x.tar:v1, oci-archive:///x.tar#v1",
    "OCI-Layout:///C:/dir:v1, OCI-Layout:///C:/dir#v1",
    "files:///dir:v1, files:///dir#v1",
    "memory://name:v1, memory://name#v1",
    "oci-layout:///dir@sha256:abc, oci-layout:///dir#@sha256:abc",
  })
  void tagInTheLocationIsRefusedAndShownWhereItBelongs(String text, String right) {
    InvalidReferenceException e =
        assertThrows(InvalidReferenceException.class, () -> ArtifactName.parse(text));
    assertTrue(e.getMessage().contains("as in " + right + ";"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"oci-layout:///C:/dir", "files:///user@host", "map://host:80", "s3:///b/key:v1"})
  void colonThatIsNoTagIsRead(String text) {
    assertEquals(text, ArtifactName.parse(text).toString());
  }

  @Test
  void aPathMayHaveAColon(@TempDir Path folder) {
    Path place = folder.resolve("a:b").toAbsolutePath();
    StoreReference name = StoreReference.of(StoreReference.uri("oci-layout", place));
    assertEquals(place, StoreReference.path(name.store()));
    assertEquals(place, StoreReference.path(StoreReference.parse(name.toString()).store()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci-layout://dir/x", "memory://name"})
  void aHostIsNoPlaceOnDisk(String uri) {
    assertThrows(IllegalArgumentException.class, () -> StoreReference.path(URI.create(uri)));
  }

  @Test
  void uriOfAStoreHasASchemeAndNoTag() {
    assertThrows(
        IllegalArgumentException.class, () -> StoreReference.of(URI.create("/srv/layout")));
    assertThrows(
        IllegalArgumentException.class, () -> StoreReference.of(URI.create("oci-layout:///d#v1")));
    assertThrows(
        IllegalArgumentException.class, () -> StoreReference.of(URI.create("oci-layout:///d:v1")));
    assertEquals(
        StoreReference.parse("memory://a#t"),
        StoreReference.of(URI.create("memory://a")).withTag("t"));
  }

  @Test
  void tagThatLooksLikeADigestStaysATag() {
    StoreReference name = StoreReference.parse("oci-layout:///dir").withTag("@" + DIGEST);
    assertEquals(name, StoreReference.parse(name.toString()));
    assertEquals("@" + DIGEST, name.tagOrDigest().orElseThrow());
  }

  @Test
  void emptyTagIsRefused() {
    StoreReference name = StoreReference.parse("oci-layout:///dir");
    assertThrows(InvalidReferenceException.class, () -> name.withTag(""));
  }

  @Test
  void aSpaceInAPathIsToldHowToBeWritten() {
    InvalidReferenceException e =
        assertThrows(
            InvalidReferenceException.class,
            () -> ArtifactName.parse("oci-layout:///my folder#v1"));
    assertTrue(e.getMessage().contains("%20"), e.getMessage());
    assertEquals(16, e.index());
    assertEquals(
        Path.of("/my folder"),
        StoreReference.path(StoreReference.parse("oci-layout:///my%20folder#v1").store()));
    assertEquals("v1", ArtifactName.parse("oci-layout:///my%20folder#v1").tag().orElseThrow());
  }
}
