package io.oras.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AnnotationsTest {
  @Test
  void keysAreInTheOrderOfTheirUtf8Bytes() {
    List<String> keys =
        List.of(
            "",
            "A",
            "a",
            "a.b",
            "ab",
            "é",
            "\uff5e",
            "\uffff",
            "\ud83d\ude00",
            "\ud83d\ude00a",
            "\ud83d\ude01",
            "x\ud83d\ude00",
            "x\uff5e");
    Map<String, String> map = new HashMap<>();
    keys.forEach(key -> map.put(key, key));
    List<String> byBytes = new ArrayList<>(keys);
    byBytes.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    assertEquals(byBytes, List.copyOf(Annotations.copyOf(map).keySet()));
  }

  @Test
  @Tag("IMG-ANN-02")
  void emptyValuesAreKept() {
    assertEquals(Map.of("k", ""), Annotations.copyOf(Map.of("k", "")));
  }

  @Test
  @Tag("IMG-ANN-01")
  void nullIsNoValue() {
    Map<String, String> map = new HashMap<>();
    map.put("k", null);
    assertThrows(NullPointerException.class, () -> Annotations.copyOf(map));
  }

  @Test
  void oneMoreReplacesAnEarlierOne() {
    Map<String, String> base = Annotations.copyOf(Map.of("b", "1", "a", "2"));
    assertEquals(Map.of("b", "3", "a", "2"), Annotations.with(base, "b", "3"));
    assertEquals(List.of("a", "b", "c"), List.copyOf(Annotations.with(base, "c", "").keySet()));
  }

  @Test
  @Tag("IMG-ANN-08")
  void predefinedKeysAreSpelledAsInTheSpecification() {
    assertEquals(
        List.of(
            "created",
            "authors",
            "url",
            "documentation",
            "source",
            "version",
            "revision",
            "vendor",
            "licenses",
            "ref.name",
            "title",
            "description",
            "base.digest",
            "base.name"),
        java.util.stream.Stream.of(
                Annotations.CREATED,
                Annotations.AUTHORS,
                Annotations.URL,
                Annotations.DOCUMENTATION,
                Annotations.SOURCE,
                Annotations.VERSION,
                Annotations.REVISION,
                Annotations.VENDOR,
                Annotations.LICENSES,
                Annotations.REF_NAME,
                Annotations.TITLE,
                Annotations.DESCRIPTION,
                Annotations.BASE_DIGEST,
                Annotations.BASE_NAME)
            .map(key -> key.replace("org.opencontainers.image.", ""))
            .toList());
  }
}
