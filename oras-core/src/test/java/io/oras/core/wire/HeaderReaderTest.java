package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.core.wire.HeaderReader.Element;
import io.oras.core.wire.HeaderReader.Item;
import io.oras.core.wire.HeaderReader.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {
  private static final String LETTERS_AND_DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static HeaderReader of(String... values) {
    return HeaderReader.of(List.of(values));
  }

  private static List<String> kinds(String value) {
    return of(value).elements().stream()
        .map(e -> e.items().stream().map(i -> i.kind() + i.text()).collect(Collectors.joining(" ")))
        .toList();
  }

  /** Which characters of Latin-1 are accepted, each by itself. */
  private static String accepted(Predicate<Item> by) {
    return IntStream.range(0, 256)
        .mapToObj(c -> String.valueOf((char) c))
        .filter(c -> by.test(new Item(Kind.WORD, c)))
        .collect(Collectors.joining());
  }

  private static String sorted(String text) {
    return text.chars()
        .sorted()
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  @Test
  void tokensHaveTheCharactersOfRfc9110AndNoOthers() {
    assertEquals(sorted("!#$%&'*+-.^_`|~" + LETTERS_AND_DIGITS), accepted(Item::isToken));
    assertEquals(sorted("-._~+/" + LETTERS_AND_DIGITS), accepted(Item::isToken68));
  }

  @Test
  void elementsAreSeparatedByCommasOutsideOfQuotesAndTargets() {
    assertEquals(
        List.of("WORDa SEMICOLON; WORDb EQUALS= QUOTEDc,d", "WORDe", "TARGETf,g"),
        kinds(" a;b=\"c,d\" \t, \t,, e,<f,g> "));
    assertEquals(List.of("a", "b"), of("a", "b").elements().stream().map(Element::value).toList());
  }

  @Test
  void quotedTextLosesItsEscapes() {
    assertEquals(List.of("QUOTEDa\"b\\ WORDrest"), kinds("\"a\\\"b\\\\\"rest"));
  }

  @Test
  void quoteOrTargetWithoutAnEndIsAWord() {
    for (String text : new String[] {"\"abc", "\"abc\\", "\"abc\\\"", "\"", "<abc"}) {
      assertEquals(List.of("WORD" + text), kinds(text));
    }
    assertEquals(List.of("WORD\"a", "WORDb"), kinds("\"a,b"));
  }

  @Test
  void parametersAreReadWhateverTheirForm() {
    assertEquals(
        Map.of("charset", "utf-8", "a", "x; y", "b", "", "c", ""),
        of("text/plain ; Charset = utf-8;a=\"x; y\" ;b;c=;charset=other")
            .elements()
            .get(0)
            .parameters());
    assertEquals("text/plain", of("text/plain ; charset=utf-8").elements().get(0).value());
    assertEquals(List.of(), of().elements());
  }

  @Test
  void numbersHaveOneTo18Digits() {
    assertEquals(OptionalLong.of(42), of(" 42 ").number());
    assertEquals(OptionalLong.of(999_999_999_999_999_999L), of("9".repeat(18)).number());
    for (String none : new String[] {"", "9".repeat(19), "-1", "+1", "1.0", "\u0661", "1 2"}) {
      assertEquals(OptionalLong.empty(), of(none).number(), none);
    }
    assertEquals(OptionalLong.empty(), of().number());
  }

  @Test
  void moreValuesOrCharactersThanTheLimitAreAnError() throws Exception {
    String most = "a".repeat(16 << 10);
    assertEquals(most, HeaderReader.of(headers(List.of(most)), "Link").text());
    assertEquals(
        64, HeaderReader.of(headers(Collections.nCopies(64, "a")), "Link").elements().size());
    for (List<String> tooMuch : List.of(List.of(most, "a"), Collections.nCopies(65, "a"))) {
      LimitExceededException e =
          assertThrows(
              LimitExceededException.class, () -> HeaderReader.of(headers(tooMuch), "Link"));
      assertTrue(e.getMessage().contains("Link"), e.getMessage());
    }
  }

  private static Headers headers(List<String> values) {
    return Headers.of(Map.of("Link", values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "\\\"", "\"\\", "<", "\"<", "<\"", ",", " ", "a=\",", "a;b=\"", "x"})
  void noCharacterIsReadMoreOftenThanAFewTimes(String unit) {
    CountedText.assertLinear(unit, text -> HeaderReader.of(List.of(text)).elements());
  }
}
