package io.oras.api.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DescriptorTest {
  private static final MediaType TYPE = new MediaType("a/b");
  private static final Descriptor PLAIN = Descriptor.of(TYPE, "{}".getBytes(UTF_8));

  @Test
  @Tag("IMG-MANI-16")
  void theEmptyDescriptorIsThatOfTheSpecification() {
    assertEquals("application/vnd.oci.empty.v1+json", Descriptor.EMPTY_JSON.mediaType().value());
    assertEquals(
        "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        Descriptor.EMPTY_JSON.digest().toString());
    assertEquals(2, Descriptor.EMPTY_JSON.size());
    assertEquals("e30=", Descriptor.EMPTY_JSON.data());
    assertArrayEquals("{}".getBytes(UTF_8), Descriptor.EMPTY_JSON.embedded().orElseThrow());
  }

  @Test
  @Tag("IMG-DESC-13")
  void contentIsTheSameWhateverIsSaidAboutIt() {
    Descriptor told = PLAIN.withAnnotations(Map.of("k", "v")).withPlatform(Platform.current());
    assertTrue(PLAIN.sameContent(told));
    assertNotEquals(PLAIN, told);
    assertEquals(PLAIN, told.plain());
    assertFalse(PLAIN.sameContent(Descriptor.of(MediaType.OCTET_STREAM, PLAIN.digest(), 2)));
    assertFalse(PLAIN.sameContent(Descriptor.of(TYPE, PLAIN.digest(), 3)));
  }

  @Test
  @Tag("IMG-DESC-03")
  void aSizeIsNotNegative() {
    assertEquals(0, Descriptor.of(TYPE, PLAIN.digest(), 0).size());
    assertThrows(IllegalArgumentException.class, () -> Descriptor.of(TYPE, PLAIN.digest(), -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"e30", "e3_=", "e30K", "e 30=", "e30=\n"})
  @Tag("IMG-DESC-06")
  void dataIsPaddedStandardBase64OfTheSize(String data) {
    assertThrows(IllegalArgumentException.class, () -> PLAIN.withData(data));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',e30=",
    "'',''",
    "'{}\n',e30K",
    "hello world,aGVsbG8gd29ybGQ=",
    "a,YQ==",
    "'https://github.com/opencontainers\n',aHR0cHM6Ly9naXRodWIuY29tL29wZW5jb250YWluZXJzCg=="
  })
  @Tag("IMG-DESC-06")
  void dataIsTheContentInBase64(String content, String data) {
    byte[] bytes = content.getBytes(UTF_8);
    Descriptor descriptor = Descriptor.of(TYPE, bytes).withData(data);
    assertEquals(data, descriptor.data());
    assertArrayEquals(bytes, descriptor.embedded().orElseThrow());
  }

  @Test
  void aTitleThatIsEmptyIsNone() {
    assertEquals(Optional.empty(), PLAIN.withAnnotations(Map.of(Annotations.TITLE, "")).title());
    assertEquals(Optional.of("f"), PLAIN.withAnnotations(Map.of(Annotations.TITLE, "f")).title());
  }

  @Test
  void whatWasGivenMayChangeAfterwards() {
    Map<String, String> annotations = new HashMap<>(Map.of("k", "v"));
    Descriptor descriptor = PLAIN.withAnnotations(annotations);
    annotations.put("k", "other");
    assertEquals(Map.of("k", "v"), descriptor.annotations());
    assertThrows(UnsupportedOperationException.class, () -> descriptor.annotations().put("x", "y"));
  }
}
