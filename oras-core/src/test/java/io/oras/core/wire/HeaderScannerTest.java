package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeaderScannerTest {
  private static final String LETTERS_AND_DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Which characters of Latin-1 are read, each by itself. */
  private static String read(Function<HeaderScanner, String> by) {
    return IntStream.range(0, 256)
        .mapToObj(c -> String.valueOf((char) c))
        .filter(c -> by.apply(new HeaderScanner(c)).equals(c))
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
    assertEquals(sorted("!#$%&'*+-.^_`|~" + LETTERS_AND_DIGITS), read(HeaderScanner::token));
    assertEquals(sorted("-._~+/" + LETTERS_AND_DIGITS), read(HeaderScanner::token68));
  }

  @Test
  void paddingStandsBehindTheCharactersOnly() {
    HeaderScanner in = new HeaderScanner("YQ==,=");
    assertEquals("YQ==", in.token68());
    assertTrue(in.skip(','));
    assertEquals("", in.token68());
    assertTrue(in.next('='));
  }

  @Test
  void quotedTextLosesItsEscapesAndIsReadWhole() {
    HeaderScanner in = new HeaderScanner("\"a\\\"b\\\\\"rest");
    assertEquals(Optional.of("a\"b\\"), in.quoted());
    assertEquals("rest", in.token());
    assertTrue(in.atEnd());
  }

  @Test
  void quoteWithoutAnEndIsNotReadAtAll() {
    for (String text : new String[] {"\"abc", "\"abc\\", "\"abc\\\"", "\""}) {
      HeaderScanner in = new HeaderScanner(text);
      assertEquals(Optional.empty(), in.quoted(), text);
      assertEquals(0, in.position(), text);
    }
  }

  @Test
  void elementEndsAtACommaOutsideQuotes() {
    HeaderScanner in = new HeaderScanner("a;b=\"c,d\" \t, \t,, e");
    in.skipElement();
    assertTrue(in.next(','));
    in.skipSeparators();
    assertEquals("e", in.token());
    assertFalse(in.skipSpace());
  }
}
