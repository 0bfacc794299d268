package io.oras.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
  private static final Headers TWO = Headers.of("Link", "one").with("LINK", "two");

  @Test
  void namesHaveNoCaseAndValuesKeepTheirOrder() {
    assertEquals(List.of("one", "two"), TWO.all("link"));
    assertEquals(Optional.of("one"), TWO.first("lInK"));
    assertEquals(Optional.empty(), TWO.first("other"));
    List<String> seen = new ArrayList<>();
    TWO.forEach((name, value) -> seen.add(name + "=" + value));
    assertEquals(List.of("Link=one", "Link=two"), seen);
  }

  @Test
  void aMapWhoseNamesDifferInCaseIsMerged() {
    Headers headers = Headers.of(Map.of("a", List.of("1", "2")));
    assertEquals(List.of("1", "2"), headers.all("A"));
    assertEquals(2, Headers.of(Map.of("x", List.of("1"), "X", List.of("2"))).all("x").size());
  }

  @Test
  void whatIsMadeFromHeadersLeavesThemAlone() {
    assertEquals(List.of("three"), TWO.replacing("link", "three").all("Link"));
    assertEquals(List.of(), TWO.without("link").all("Link"));
    assertEquals(List.of("one", "two"), TWO.all("Link"));
    assertEquals(List.of(), Headers.EMPTY.all("Link"));
    assertThrows(UnsupportedOperationException.class, () -> TWO.all("Link").add("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u007fb"})
  void aLineBreakCannotSplitAHeader(String text) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of("X", text));
    assertThrows(IllegalArgumentException.class, () -> Headers.of(text, "x"));
    assertThrows(IllegalArgumentException.class, () -> TWO.replacing("Link", text));
  }

  @Test
  void valuesAreNotShown() {
    String shown = Headers.of("Authorization", "Bearer s3cret").toString();
    assertEquals("[Authorization]", shown);
    assertFalse(shown.contains("s3cret"));
  }
}
