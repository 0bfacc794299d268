package io.oras.api.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.InvalidReferenceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreNameTest {
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
    assertEquals(text, assertInstanceOf(StoreName.class, TargetName.parse(text)).toString());
  }

  @Test
  void aDigestStandsBehindAnAtSign() {
    StoreName name = StoreName.parse("oci-layout:///dir#@" + DIGEST);
    assertEquals(DIGEST, String.valueOf(name.digest()));
    assertEquals("oci-layout:///dir#@" + DIGEST, name.toString());
    assertEquals("oci-layout:///dir#t", name.withTag("t").toString());
  }

  @Test
  void textWithoutASchemeIsAReference() {
    assertInstanceOf(Reference.class, TargetName.parse("r.io/a:t"));
  }

  @Test
  void theTagOfALayoutIsAnyText() {
    StoreName name = StoreName.parse("oci-layout:///dir").withTag("a b%#é");
    assertEquals("a b%#é", StoreName.parse(name.toString()).tag());
  }

  @Test
  void aPlaceOnDiskGoesInAndOut(@TempDir Path folder) {
    Path place = folder.resolve("with space and #").toAbsolutePath();
    StoreName name = StoreName.of("oci-layout", place).withTag("v1");
    assertEquals(place, name.path());
    assertEquals(place, StoreName.parse(name.toString()).path());
    assertEquals("v1", StoreName.parse(name.toString()).tag());
    assertEquals("oci-layout", name.scheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci-layout:///d ir", "://x", "oci-layout:///d#@sha256:abc", "memory://"})
  void whatIsNoNameIsRefused(String text) {
    assertThrows(InvalidReferenceException.class, () -> TargetName.parse(text));
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
        assertThrows(InvalidReferenceException.class, () -> TargetName.parse(text));
    assertTrue(e.getMessage().contains("as in " + right + ";"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"oci-layout:///C:/dir", "files:///user@host", "map://host:80", "s3:///b/key:v1"})
  void colonThatIsNoTagIsRead(String text) {
    assertEquals(text, TargetName.parse(text).toString());
  }

  @Test
  void aPathMayHaveAColon(@TempDir Path folder) {
    Path place = folder.resolve("a:b").toAbsolutePath();
    StoreName name = StoreName.of("oci-layout", place);
    assertEquals(place, name.path());
    assertEquals(place, ((StoreName) TargetName.parse(name.toString())).path());
  }

  @Test
  void aHostIsNoPlaceOnDisk() {
    assertThrows(
        IllegalArgumentException.class, () -> StoreName.parse("oci-layout://dir/x").path());
    assertThrows(IllegalArgumentException.class, () -> StoreName.parse("memory://name").path());
  }

  @Test
  void aSpaceInAPathIsToldHowToBeWritten() {
    InvalidReferenceException e =
        assertThrows(
            InvalidReferenceException.class, () -> TargetName.parse("oci-layout:///my folder#v1"));
    assertTrue(e.getMessage().contains("%20"), e.getMessage());
    assertEquals(16, e.index());
    assertEquals(
        Path.of("/my folder"),
        ((StoreName) TargetName.parse("oci-layout:///my%20folder#v1")).path());
    assertEquals("v1", TargetName.parse("oci-layout:///my%20folder#v1").tag());
  }
}
